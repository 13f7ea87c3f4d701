#ifndef KI_TORCH_KEYWORDS_H
#define KI_TORCH_KEYWORDS_H
/* The order in which PyTorch's messages about arguments list the keywords of a call: it keeps them
 * in a std::unordered_map, whose order follows from the hashes of the names. */

enum { KI_TORCH_MAX_KEYWORDS = 29 };

/* Writes the order of the n names to order[n], names that the call gave first have the smaller
 * numbers. Of more than KI_TORCH_MAX_KEYWORDS the rest keeps its place. */
void ki_torch_keyword_order(const char *const *names, int n, int *order);
#endif
