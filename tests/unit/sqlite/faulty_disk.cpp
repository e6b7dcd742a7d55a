#include "tests/unit/sqlite/faulty_disk.hpp"

#include <sqlite3.h>

#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace riskd::test {

namespace {

struct trouble {
  std::mutex mutex;
  std::condition_variable changed;
  std::int64_t calls = 0;
  /// Number of the call that fails first; 0 for none.
  std::int64_t first_failure = 0;
  int code = SQLITE_OK;
  bool lasting = false;
  bool blocks = false;
  int blocked = 0;

  /// Counts a call, lets it wait and returns how it ends.
  int pass() {
    std::unique_lock lock{mutex};
    ++calls;
    if (blocks) {
      ++blocked;
      changed.notify_all();
      changed.wait(lock, [this] { return !blocks; });
      --blocked;
    }
    const bool fails
      = first_failure != 0 && (lasting ? calls >= first_failure : calls == first_failure);
    return fails ? code : SQLITE_OK;
  }
};

trouble& state() {
  static trouble one;
  return one;
}

/// SQLite allocates our part and the real file in one piece.
struct wrapped_file {
  sqlite3_file base;
};

sqlite3_file* real(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<wrapped_file*>(file) + 1);
}

int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  if (const int code = state().pass(); code != SQLITE_OK)
    return code;
  return real(file)->pMethods->xWrite(real(file), bytes, count, offset);
}

int sync_file(sqlite3_file* file, int flags) {
  if (const int code = state().pass(); code != SQLITE_OK)
    return code;
  return real(file)->pMethods->xSync(real(file), flags);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (const int code = state().pass(); code != SQLITE_OK)
    return code;
  return real(file)->pMethods->xTruncate(real(file), size);
}

const sqlite3_io_methods methods{
  3,
  [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); },
  [](sqlite3_file* f, void* to, int count, sqlite3_int64 offset) {
    return real(f)->pMethods->xRead(real(f), to, count, offset);
  },
  write_file,
  truncate_file,
  sync_file,
  [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
  [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); },
  [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); },
  [](sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); },
  [](sqlite3_file* f, int op, void* arg) {
    return real(f)->pMethods->xFileControl(real(f), op, arg);
  },
  [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
  [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
  [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
  },
  [](sqlite3_file* f, int offset, int n, int flags) {
    return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
  },
  [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
  [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
  [](sqlite3_file* f, sqlite3_int64 offset, int count, void** out) {
    return real(f)->pMethods->xFetch(real(f), offset, count, out);
  },
  [](sqlite3_file* f, sqlite3_int64 offset, void* page) {
    return real(f)->pMethods->xUnfetch(real(f), offset, page);
  },
};

sqlite3_vfs* system_layer() {
  static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
  return found;
}

int open_file(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
  const int code = system_layer()->xOpen(system_layer(), path, real(file), flags, flags_out);
  file->pMethods = real(file)->pMethods == nullptr ? nullptr : &methods;
  return code;
}

void register_once() {
  static const bool registered = [] {
    static sqlite3_vfs layer = *system_layer();
    layer.szOsFile = static_cast<int>(sizeof(wrapped_file)) + system_layer()->szOsFile;
    layer.zName = faulty_disk::name;
    layer.pNext = nullptr;
    layer.xOpen = open_file;
    return sqlite3_vfs_register(&layer, 0) == SQLITE_OK;
  }();
  if (!registered)
    throw std::runtime_error("cannot register the faulty disk");
}

} // namespace

faulty_disk::faulty_disk() {
  register_once();
  repair();
}

faulty_disk::~faulty_disk() {
  repair();
}

void faulty_disk::fail(std::int64_t nth, int code, bool lasting) {
  const std::scoped_lock guard{state().mutex};
  state().first_failure = state().calls + nth;
  state().code = code;
  state().lasting = lasting;
}

void faulty_disk::block() {
  const std::scoped_lock guard{state().mutex};
  state().blocks = true;
}

void faulty_disk::wait_until_blocked() {
  std::unique_lock lock{state().mutex};
  state().changed.wait(lock, [] { return state().blocked > 0; });
}

void faulty_disk::repair() {
  const std::scoped_lock guard{state().mutex};
  state().first_failure = 0;
  state().blocks = false;
  state().changed.notify_all();
}

std::int64_t faulty_disk::calls() const {
  const std::scoped_lock guard{state().mutex};
  return state().calls;
}

} // namespace riskd::test
