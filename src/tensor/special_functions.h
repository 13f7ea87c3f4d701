#ifndef KT_SPECIAL_FUNCTIONS_H
#define KT_SPECIAL_FUNCTIONS_H
/* The rarer special functions, of one or two numbers, by their names in torch.special. */
typedef double (*KtSpecial1)(double x);
typedef double (*KtSpecial2)(double x, double y);
KtSpecial1 kt_special1(const char *name); /* NULL: there is none of that name */
KtSpecial2 kt_special2(const char *name);
#endif
