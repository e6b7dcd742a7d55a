// The entry point of every test program: CAF's runner, which reads -s, -n and -r.
#include <caf/test/unit_test_impl.hpp>
