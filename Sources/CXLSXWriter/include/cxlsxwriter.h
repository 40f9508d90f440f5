/* The part of libxlsxwriter that writes sheets of text. The library is opened when the first workbook is made, and not when
   the program starts: it brings libcrypto along, for which nobody at a prompt has to wait. */
#ifndef CXLSXWRITER_H
#define CXLSXWRITER_H

#include <stdbool.h>
#include <xlsxwriter.h>

/* The library's functions, under their own names. */
typedef struct {
  __typeof__(&workbook_new) workbook_new;
  __typeof__(&workbook_add_worksheet) workbook_add_worksheet;
  __typeof__(&workbook_add_format) workbook_add_format;
  __typeof__(&workbook_close) workbook_close;
  __typeof__(&format_set_text_wrap) format_set_text_wrap;
  __typeof__(&format_set_align) format_set_align;
  __typeof__(&format_set_num_format) format_set_num_format;
  __typeof__(&format_set_bold) format_set_bold;
  __typeof__(&worksheet_set_column) worksheet_set_column;
  __typeof__(&worksheet_write_string) worksheet_write_string;
  __typeof__(&worksheet_freeze_panes) worksheet_freeze_panes;
} cxlsx_functions;

/* Finds the functions, and keeps the library open; false where the library that the header belongs to is not installed. */
bool cxlsx_open(cxlsx_functions *functions);

#endif
