/* The part of libxlsxwriter that writes sheets of text. */
#include <xlsxwriter.h>
