// zlib of the system, which must not change what it reads.
#ifndef CAMTAY_CZLIB_H
#define CAMTAY_CZLIB_H

#define ZLIB_CONST
#include <zlib.h>

#endif
