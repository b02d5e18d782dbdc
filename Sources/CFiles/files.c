// renameat2 and sync_file_range are extensions that the Swift overlay of the C library does not show.
#define _GNU_SOURCE
#include "CFiles.h"

#include <fcntl.h>
#include <stdio.h>

int lineage_exchange_paths(const char *a, const char *b) {
  return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE);
}

void lineage_begin_writeback(int file, long long offset, long long count) {
  sync_file_range(file, offset, count, SYNC_FILE_RANGE_WRITE);
}
