#define _GNU_SOURCE  // dladdr
#include "CGraphviz.h"

#include <dlfcn.h>
#include <graphviz/gvc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Messages of Graphviz, kept from stderr. Guarded by the caller's lock, as everything here.
static char messages[1024];
static size_t messages_length;

static int collect(char *text) {
  size_t room = sizeof messages - 1 - messages_length;
  size_t length = strlen(text);
  if (length > room) length = room;
  memcpy(messages + messages_length, text, length);
  messages_length += length;
  messages[messages_length] = 0;
  return 0;
}

const char *lgv_messages(void) {
  static char copy[sizeof messages];
  memcpy(copy, messages, messages_length + 1);
  messages_length = 0;
  messages[0] = 0;
  return copy;
}

struct lgv_context {
  GVC_t *gvc;
  lt_symlist_t plugins[3];
};

struct lgv_graph {
  Agraph_t *graph;
  GVC_t *gvc;
  bool laid_out;
};

static Agnode_t *node_of(lgv_node *node) { return (Agnode_t *)node; }
static Agedge_t *edge_of(lgv_edge *edge) { return (Agedge_t *)edge; }

// The plugins live in a folder beside libgvc that the loader does not search, so they are loaded by path.
static void *plugin(const char *file, const char *symbol, char *message, size_t size) {
  char path[4096];
  Dl_info library;
  path[0] = 0;
  if (dladdr((void *)gvContextPlugins, &library) && library.dli_fname) {
    const char *slash = strrchr(library.dli_fname, '/');
    if (slash) {
      snprintf(path, sizeof path, "%.*s/graphviz/%s", (int)(slash - library.dli_fname), library.dli_fname, file);
    }
  }
  void *handle = path[0] ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
  if (!handle) handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    snprintf(message, size, "the Graphviz plugin %s is not installed (looked for %s)", file, path[0] ? path : file);
    return NULL;
  }
  void *address = dlsym(handle, symbol);
  if (!address) snprintf(message, size, "the Graphviz plugin %s has no %s", file, symbol);
  return address;  // The handle stays open for the life of the process: Graphviz keeps pointers into it.
}

lgv_context *lgv_open(char *message, size_t size) {
  if (size) message[0] = 0;
  void *core = plugin("libgvplugin_core.so.6", "gvplugin_core_LTX_library", message, size);
  if (!core) return NULL;
  void *dot = plugin("libgvplugin_dot_layout.so.6", "gvplugin_dot_layout_LTX_library", message, size);
  if (!dot) return NULL;
  lgv_context *context = calloc(1, sizeof *context);
  if (!context) return NULL;
  context->plugins[0] = (lt_symlist_t){"gvplugin_core_LTX_library", core};
  context->plugins[1] = (lt_symlist_t){"gvplugin_dot_layout_LTX_library", dot};
  agseterr(AGWARN);
  agseterrf(collect);
  context->gvc = gvContextPlugins(context->plugins, 0);
  if (!context->gvc) {
    snprintf(message, size, "Graphviz gave no context");
    free(context);
    return NULL;
  }
  return context;
}

void lgv_close(lgv_context *context) {
  gvFreeContext(context->gvc);
  free(context);
}

static lgv_graph *wrap(lgv_context *context, Agraph_t *graph) {
  if (!graph) return NULL;
  lgv_graph *result = calloc(1, sizeof *result);
  if (!result) {
    agclose(graph);
    return NULL;
  }
  result->graph = graph;
  result->gvc = context->gvc;
  return result;
}

lgv_graph *lgv_graph_open(lgv_context *context, const char *name) {
  return wrap(context, agopen((char *)name, Agstrictdirected, NULL));
}

lgv_graph *lgv_graph_parse(lgv_context *context, const char *text) {
  return wrap(context, agmemread(text));
}

void lgv_graph_close(lgv_graph *graph) {
  if (graph->laid_out) gvFreeLayout(graph->gvc, graph->graph);
  agclose(graph->graph);
  free(graph);
}

static bool set(void *element, const char *key, const char *value) {
  return agsafeset(element, (char *)key, (char *)value, "") == 0;
}

bool lgv_graph_set(lgv_graph *graph, const char *key, const char *value) {
  return set(graph->graph, key, value);
}

lgv_node *lgv_node_add(lgv_graph *graph, const char *name) {
  return (lgv_node *)agnode(graph->graph, (char *)name, TRUE);
}

bool lgv_node_set(lgv_graph *graph, lgv_node *node, const char *key, const char *value) {
  (void)graph;
  return set(node_of(node), key, value);
}

lgv_edge *lgv_edge_add(lgv_graph *graph, lgv_node *tail, lgv_node *head) {
  return (lgv_edge *)agedge(graph->graph, node_of(tail), node_of(head), NULL, TRUE);
}

bool lgv_edge_set(lgv_graph *graph, lgv_edge *edge, const char *key, const char *value) {
  (void)graph;
  return set(edge_of(edge), key, value);
}

bool lgv_node_rank(lgv_graph *graph, lgv_node *node, const char *group, const char *rank) {
  Agraph_t *part = agsubg(graph->graph, (char *)group, TRUE);
  return part && agsubnode(part, node_of(node), TRUE) && set(part, "rank", rank);
}

int lgv_node_count(lgv_graph *graph) { return agnnodes(graph->graph); }
int lgv_edge_count(lgv_graph *graph) { return agnedges(graph->graph); }

bool lgv_layout(lgv_graph *graph) {
  if (gvLayout(graph->gvc, graph->graph, "dot") != 0) return false;
  graph->laid_out = true;
  return true;
}

lgv_point lgv_graph_corner(lgv_graph *graph) {
  return (lgv_point){GD_bb(graph->graph).UR.x, GD_bb(graph->graph).UR.y};
}

lgv_point lgv_node_middle(lgv_node *node) {
  return (lgv_point){ND_coord(node_of(node)).x, ND_coord(node_of(node)).y};
}

static const bezier *curve(lgv_edge *edge) {
  const splines *all = ED_spl(edge_of(edge));
  return all && all->size > 0 ? &all->list[0] : NULL;
}

size_t lgv_edge_curve(lgv_edge *edge, lgv_point *points, size_t capacity) {
  const bezier *line = curve(edge);
  if (!line) return 0;
  for (size_t i = 0; i < (size_t)line->size && i < capacity; i++) {
    points[i] = (lgv_point){line->list[i].x, line->list[i].y};
  }
  return (size_t)line->size;
}

bool lgv_edge_tip(lgv_edge *edge, lgv_point *tip) {
  const bezier *line = curve(edge);
  if (!line || !line->eflag) return false;
  *tip = (lgv_point){line->ep.x, line->ep.y};
  return true;
}

bool lgv_edge_label(lgv_edge *edge, lgv_point *middle) {
  const textlabel_t *label = ED_label(edge_of(edge));
  if (!label || !label->set) return false;
  *middle = (lgv_point){label->pos.x, label->pos.y};
  return true;
}

char *lgv_render(lgv_graph *graph, const char *format) {
  char *data = NULL;
  unsigned int length = 0;
  if (gvRenderData(graph->gvc, graph->graph, format, &data, &length) != 0) return NULL;
  return data;
}

void lgv_text_free(char *text) { gvFreeRenderData(text); }
