// What the shell needs of GNU readline and of the C library's character widths, without the global variables that
// Swift may not touch. Everything here belongs to one thread.
#ifndef CAMTAY_CREADLINE_H
#define CAMTAY_CREADLINE_H

#include <stdint.h>

/// How reading a line ended.
enum camtay_reading {
  CAMTAY_LINE = 0,
  CAMTAY_END = 1,
  CAMTAY_INTERRUPTED = 2,
};

/// Answers the completions of `line` (up to the cursor): NULL, or a malloc'd array of malloc'd strings that ends with
/// NULL, whose first element replaces what was typed. Readline frees it.
typedef char **(*camtay_completer)(const char *line);

/// Takes the terminal's character set, a UTF-8 one in any case, and makes readline ours. Call once. From then on Ctrl-C
/// and the signals that end a program only wake whoever waits for a line, and are remembered until then.
void camtay_readline_begin(camtay_completer completer);
/// Whether Ctrl-C was pressed since the last line was read; asking forgets it.
int camtay_take_interrupt(void);

/// Shows the prompt and reads one line into `*line` (malloc'd) where the answer is CAMTAY_LINE.
/// With `remember` false, nothing of the command history can be reached from the prompt.
int camtay_readline_read(const char *prompt, int remember, char **line);

/// Asks for a secret at the terminal itself, wherever input and output go, and shows nothing of it. It goes through none of
/// readline's memories. `*line` is malloc'd where the answer is CAMTAY_LINE; CAMTAY_END where there is no terminal.
int camtay_read_secret(const char *prompt, char **line);

/// Keeps the memory of this process out of files and away from other processes; Ctrl-\ does nothing.
void camtay_keep_memory_private(void);

/// Calls `idle` once where nobody has pressed a key at a prompt for so many milliseconds.
void camtay_when_idle(int milliseconds, void (*idle)(void));

/// Waits so many seconds; what is typed meanwhile is neither shown nor kept.
void camtay_rest(unsigned seconds);

/// Adds a line to the history in memory and to the file.
void camtay_history_add(const char *line, const char *path);
/// Reads the history of earlier runs and keeps at most `limit` lines.
void camtay_history_load(const char *path, int limit);

/// Sets the character set of this process to UTF-8.
void camtay_use_utf8(void);
/// Columns that the character takes on a terminal: 0, 1 or 2; 0 for what cannot be shown.
int camtay_width(uint32_t character);
/// Columns of the terminal behind `descriptor`, or 0 where it is none.
int camtay_columns(int descriptor);

#endif
