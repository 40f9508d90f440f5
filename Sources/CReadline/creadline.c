#define _GNU_SOURCE
#include "creadline.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>
#include <langinfo.h>

#include <readline/history.h>
#include <readline/readline.h>

static camtay_completer completer;
static volatile sig_atomic_t interrupted, ended, continued, resized;
static char *finished_line;
static int idle_after = -1;
static void (*idle)(void);
static int is_finished;
// Whatever thread a signal meets, it wakes the one that waits for a line through this pipe.
static int wake[2] = {-1, -1};

void camtay_use_utf8(void) {
  if (setlocale(LC_CTYPE, "") && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
  // Debian often names a locale that it never generated; readline asks the environment again when it starts, and
  // would then cut characters into bytes.
  setenv("LC_ALL", "C.UTF-8", 1);
  setlocale(LC_CTYPE, "C.UTF-8");
}

int camtay_width(uint32_t character) {
  int width = wcwidth((wchar_t)character);
  return width < 0 ? 0 : width;
}

int camtay_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static void on_signal(int number) {
  int kept = errno;
  if (number == SIGINT) interrupted = 1;
  else if (number == SIGCONT) continued = 1;
  else if (number == SIGWINCH) resized = 1;
  else ended = 1;
  (void)!write(wake[1], "", 1);
  errno = kept;
}

static void take_signals(void) {
  const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGCONT, SIGWINCH};
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  if (pipe2(wake, O_NONBLOCK | O_CLOEXEC) != 0) return;
  for (size_t index = 0; index < sizeof numbers / sizeof *numbers; index++) sigaction(numbers[index], &action, NULL);
}

int camtay_take_interrupt(void) {
  int taken = interrupted;
  interrupted = 0;
  return taken;
}

static char **complete(const char *text, int start, int end) {
  (void)text;
  (void)start;
  rl_attempted_completion_over = 1;
  char *line = strndup(rl_line_buffer, (size_t)end);
  char **matches = line && completer ? completer(line) : NULL;
  free(line);
  return matches;
}

static void on_line(char *line) {
  finished_line = line;
  is_finished = 1;
  rl_callback_handler_remove();
}

void camtay_readline_begin(camtay_completer given) {
  camtay_use_utf8();
  completer = given;
  rl_readline_name = "camtay";
  take_signals();
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_attempted_completion_function = complete;
  // A whole line is one word: names of commands and guides have spaces.
  rl_basic_word_break_characters = "";
  rl_completer_word_break_characters = "";
  rl_completer_quote_characters = "";
  rl_completion_append_character = ' ';
  rl_variable_bind("enable-bracketed-paste", "on");
  rl_variable_bind("completion-query-items", "60");
}

void camtay_when_idle(int milliseconds, void (*call)(void)) {
  idle_after = milliseconds;
  idle = call;
}

int camtay_readline_read(const char *prompt, int remember, char **line) {
  camtay_take_interrupt();
  is_finished = 0;
  finished_line = NULL;

  HISTORY_STATE empty = {0}, *kept = NULL;
  if (!remember) {
    kept = history_get_history_state();
    history_set_history_state(&empty);
  }

  int was_idle = 0;
  rl_callback_handler_install(prompt, on_line);
  while (!is_finished && !interrupted && !ended) {
    struct pollfd inputs[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = wake[0], .events = POLLIN}};
    int ready = poll(inputs, 2, idle && !was_idle ? idle_after : -1);
    if (ready < 0 && errno != EINTR) break;
    if (ready == 0) {
      was_idle = 1;
      idle();
    }
    if (ready > 0) was_idle = 0;
    if (ready > 0 && inputs[1].revents) {
      char bytes[64];
      while (read(wake[0], bytes, sizeof bytes) > 0) {}
    } else if (ready > 0) {
      rl_callback_read_char();
    }
    if (continued) {
      continued = 0;
      rl_prep_terminal(1);
      rl_forced_update_display();
    }
    if (resized) {
      resized = 0;
      rl_resize_terminal();
    }
  }
  if (!is_finished) {
    rl_free_line_state();
    rl_callback_sigcleanup();
    rl_callback_handler_remove();
    fputs("\n", stdout);
    fflush(stdout);
  }

  if (kept) {
    history_set_history_state(kept);
    free(kept);
  }
  *line = finished_line;
  int was_interrupted = interrupted;
  interrupted = 0;
  if (was_interrupted) return CAMTAY_INTERRUPTED;
  return finished_line && !ended ? CAMTAY_LINE : CAMTAY_END;
}

// The longest secret that is taken, in bytes.
enum { longest_secret = 4096 };

int camtay_read_secret(const char *prompt, char **line) {
  *line = NULL;
  int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal < 0) return CAMTAY_END;
  struct termios kept, quiet;
  if (tcgetattr(terminal, &kept) != 0) {
    close(terminal);
    return CAMTAY_END;
  }
  quiet = kept;
  quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
  quiet.c_lflag |= ICANON | ISIG | ECHONL;
  quiet.c_iflag |= ICRNL | IUTF8;
  camtay_take_interrupt();
  tcsetattr(terminal, TCSAFLUSH, &quiet);
  (void)!write(terminal, prompt, strlen(prompt));

  char *typed = calloc(1, longest_secret + 1);
  ssize_t length = -1;
  while (typed && !interrupted && !ended) {
    struct pollfd inputs[] = {{.fd = terminal, .events = POLLIN}, {.fd = wake[0], .events = POLLIN}};
    int ready = poll(inputs, wake[0] < 0 ? 1 : 2, -1);
    if (ready < 0 && errno != EINTR) break;
    if (ready > 0 && inputs[1].revents) {
      char bytes[64];
      while (read(wake[0], bytes, sizeof bytes) > 0) {}
    } else if (ready > 0) {
      length = read(terminal, typed, longest_secret);
      break;
    }
  }
  tcsetattr(terminal, TCSAFLUSH, &kept);
  if (length < 0) (void)!write(terminal, "\n", 1);
  close(terminal);
  int was_interrupted = interrupted;
  interrupted = 0;
  if (length <= 0 || was_interrupted || ended) {
    if (typed) explicit_bzero(typed, longest_secret);
    free(typed);
    return was_interrupted ? CAMTAY_INTERRUPTED : CAMTAY_END;
  }
  if (typed[length - 1] == '\n') typed[length - 1] = 0;
  *line = typed;
  return CAMTAY_LINE;
}

void camtay_keep_memory_private(void) {
  // No picture of the memory is written where the program dies, and no other program of this user may look into it.
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
  signal(SIGQUIT, SIG_IGN);
}

void camtay_rest(unsigned seconds) {
  struct termios kept, quiet;
  int is_terminal = tcgetattr(STDIN_FILENO, &kept) == 0;
  if (is_terminal) {
    quiet = kept;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
  }
  while (seconds > 0 && !ended) seconds = sleep(seconds);
  if (is_terminal) tcsetattr(STDIN_FILENO, TCSAFLUSH, &kept);
}

void camtay_history_add(const char *line, const char *path) {
  add_history(line);
  FILE *file = fopen(path, "ae");
  if (!file) return;
  fprintf(file, "%s\n", line);
  fclose(file);
}

void camtay_history_load(const char *path, int limit) {
  stifle_history(limit);
  if (read_history(path) == 0 && history_length >= limit) write_history(path);
}
