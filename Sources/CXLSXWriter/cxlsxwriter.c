#include "cxlsxwriter.h"

#include <dlfcn.h>

#define FIND(name)                                                       \
  if (!(functions->name = (__typeof__(&name))dlsym(library, #name))) {   \
    dlclose(library);                                                    \
    return false;                                                        \
  }

bool cxlsx_open(cxlsx_functions *functions) {
  void *library = dlopen("libxlsxwriter.so." LXW_SOVERSION, RTLD_NOW | RTLD_LOCAL);
  if (!library) return false;
  FIND(workbook_new)
  FIND(workbook_add_worksheet)
  FIND(workbook_add_format)
  FIND(workbook_close)
  FIND(format_set_text_wrap)
  FIND(format_set_align)
  FIND(format_set_num_format)
  FIND(format_set_bold)
  FIND(worksheet_set_column)
  FIND(worksheet_write_string)
  FIND(worksheet_freeze_panes)
  return true;
}
