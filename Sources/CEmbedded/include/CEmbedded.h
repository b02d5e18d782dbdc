#ifndef LINEAGE_EMBEDDED_H
#define LINEAGE_EMBEDDED_H

#include <stddef.h>

/// One file of the repository, compiled into the program.
struct lineage_embedded_file {
  const char *name;
  const unsigned char *bytes;
  size_t count;
};

/// The files; there are lineage_embedded_count() of them.
const struct lineage_embedded_file *lineage_embedded_table(void);
size_t lineage_embedded_count(void);

#endif
