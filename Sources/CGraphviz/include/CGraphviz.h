// The few calls of Graphviz that a layout needs, without its macros, globals and printed messages.
//
// Nothing here is safe to call from two threads at once: the caller holds one lock around everything.

#ifndef CGRAPHVIZ_H
#define CGRAPHVIZ_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

typedef struct lgv_context lgv_context;
typedef struct lgv_graph lgv_graph;
typedef struct lgv_node lgv_node;
typedef struct lgv_edge lgv_edge;

typedef struct {
  double x, y;
} lgv_point;

/// Loads the plugins `core` and `dot_layout` and no other, so that no font is ever asked for a text's width.
/// NULL on failure, with a sentence in `message` (cut to `size` bytes, always terminated).
lgv_context *_Nullable lgv_open(char *message, size_t size);
void lgv_close(lgv_context *context);

/// An empty, named, strict directed graph.
lgv_graph *_Nullable lgv_graph_open(lgv_context *context, const char *name);
/// A graph read from DOT text, NULL if it does not parse.
lgv_graph *_Nullable lgv_graph_parse(lgv_context *context, const char *text);
/// Frees the graph and, if there is one, its layout.
void lgv_graph_close(lgv_graph *graph);

/// Sets an attribute of one element, with an empty default for the others of its kind.
bool lgv_graph_set(lgv_graph *graph, const char *key, const char *value);
lgv_node *_Nullable lgv_node_add(lgv_graph *graph, const char *name);
bool lgv_node_set(lgv_graph *graph, lgv_node *node, const char *key, const char *value);
lgv_edge *_Nullable lgv_edge_add(lgv_graph *graph, lgv_node *tail, lgv_node *head);
bool lgv_edge_set(lgv_graph *graph, lgv_edge *edge, const char *key, const char *value);
/// Puts a node into a group of its own name whose rank is `same`, `sink` or another word of Graphviz.
bool lgv_node_rank(lgv_graph *graph, lgv_node *node, const char *group, const char *rank);

int lgv_node_count(lgv_graph *graph);
int lgv_edge_count(lgv_graph *graph);

/// Runs `dot`. False if it failed.
bool lgv_layout(lgv_graph *graph);

/// After a layout: the upper right corner; the lower left one is 0, 0. Points, y upwards.
lgv_point lgv_graph_corner(lgv_graph *graph);
/// After a layout: the middle of a node.
lgv_point lgv_node_middle(lgv_node *node);
/// After a layout: the control points of an edge's curve, tail first (1 + 3n of them). Returns their number,
/// 0 if the edge has no curve, and copies at most `capacity`.
size_t lgv_edge_curve(lgv_edge *edge, lgv_point *points, size_t capacity);
/// After a layout: where the arrow's tip is. False if the curve itself ends at the node.
bool lgv_edge_tip(lgv_edge *edge, lgv_point *tip);
/// After a layout: the middle of an edge's label. False if it has none.
bool lgv_edge_label(lgv_edge *edge, lgv_point *middle);

/// After a layout: Graphviz' own drawing in a format such as `svg`; free it with `lgv_text_free`.
char *_Nullable lgv_render(lgv_graph *graph, const char *format);
void lgv_text_free(char *text);

/// What Graphviz complained about since the last call, cut to 1,023 bytes; empty if it did not.
const char *lgv_messages(void);

#pragma clang assume_nonnull end

#endif
