#ifndef LINEAGE_FILES_H
#define LINEAGE_FILES_H

/// Lets two paths of one file system change places in one step. Returns 0, or -1 with errno set.
int lineage_exchange_paths(const char *a, const char *b);

#endif
