#pragma once

// What most test files include, compiled once. CAF's header wants to know the name of a suite; each
// file has its own.
#define CAF_SUITE precompiled
#include <caf/test/unit_test.hpp>
#undef CAF_SUITE

#include "domain/account_fold.hpp"
#include "domain/account_settings.hpp"
#include "domain/account_state.hpp"
#include "domain/journal_entries.hpp"
#include "domain/ports/journal_port.hpp"
#include "domain/rules/rule_set.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
