#include <stdio.h>
#include "price/price.h"

#define LIMIT 10
#define MAX(a, b) ((a) > (b) ? (a) : (b))

/* What somebody wants to buy. */
struct basket {
    struct price *items;
    int count;
};

typedef struct basket basket_t;
enum size { SMALL, LARGE };

/** The sum of all prices. */
long basket_total(const struct basket *basket, int currency);

static int secret(void) { return 1; }

char *basket_name(struct basket *basket)
{
    int local(int);
    return NULL;
}
