#ifndef LINEAGE_FILES_H
#define LINEAGE_FILES_H

/// Lets two paths of one file system change places in one step. Returns 0, or -1 with errno set.
int lineage_exchange_paths(const char *a, const char *b);

/// Asks for the last bytes written to a file to be brought to the disk soon, and does not wait: what waits for all of
/// them later has less to wait for. A wish, so it cannot fail.
void lineage_begin_writeback(int file, long long offset, long long count);

#endif
