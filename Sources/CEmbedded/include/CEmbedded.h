#ifndef LINEAGE_EMBEDDED_H
#define LINEAGE_EMBEDDED_H

#include <stddef.h>

/// One file of the repository, compiled into the binary.
struct lineage_embedded_file {
  const char *name;
  const unsigned char *bytes;
  size_t count;
};

/// The files, in the order of the table in embedded.c.
extern const struct lineage_embedded_file lineage_embedded_files[];
extern const size_t lineage_embedded_file_count;

#endif
