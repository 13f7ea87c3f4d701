#ifndef KT_SPECIAL_FUNCTIONS_H
#define KT_SPECIAL_FUNCTIONS_H
/* Special functions by the names of torch.special; NULL if there is none. */
typedef struct KtSpecial1 {
    const char *name;
    double (*f)(double x);
    float (*of_float)(float x); /* NULL: rounded from f */
} KtSpecial1;
typedef struct KtSpecial2 {
    const char *name;
    double (*f)(double x, double y);
    float (*of_float)(float x, float y);
} KtSpecial2;
const KtSpecial1 *kt_special1(const char *name);
const KtSpecial2 *kt_special2(const char *name);
#endif
