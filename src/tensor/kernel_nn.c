/* The loops of neural-network kernels, compiled once per instruction set. */
#include <math.h>
#include <string.h>

#include "kernel_loops.h"
#include "kernel_vector.h"
#include "nn_loops.h"

#define INSIDE_ISA(name, sfx) KT_CONCAT(KT_CONCAT(name, sfx), KT_ISA)

#define T         float
#define INDEX     int32_t
#define TABLE     KtNnLoopsF32
#define NAME(x)   INSIDE_ISA(x, f32)
#define VECTOR(x) KT_CONCAT(x, f32)
#define FN(name)  name##f
#include "kernel_nn.inc.h"
#undef T
#undef INDEX
#undef TABLE
#undef NAME
#undef VECTOR
#undef FN

#define T         double
#define INDEX     int64_t
#define TABLE     KtNnLoopsF64
#define NAME(x)   INSIDE_ISA(x, f64)
#define VECTOR(x) KT_CONCAT(x, f64)
#define FN(name)  name
#include "kernel_nn.inc.h"
