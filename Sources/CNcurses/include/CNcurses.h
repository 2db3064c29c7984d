// What Nightdesk asks of ncursesw, in plain C types.
//
// <curses.h> is not included here on purpose: half of its names are macros or mutable globals that Swift cannot import
// safely. One terminal can be open at a time, and all calls but nd_wake belong to the thread that opened it.

#ifndef ND_CNCURSES_H
#define ND_CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Why nd_open failed.
enum nd_open_result {
    ND_OPENED = 0,
    ND_NOT_A_TTY = 1,
    /// The terminfo database has no such entry, or the name is empty.
    ND_UNKNOWN_TERMINAL = 2,
    /// The terminal cannot place its cursor: `dumb`, a printer.
    ND_NO_CURSOR_ADDRESSING = 3,
    ND_ALREADY_OPEN = 4,
    /// A system call failed; errno says why.
    ND_SYSTEM_ERROR = 5,
};

/// Text attributes, bit for bit those of Style.Attributes.
enum nd_attribute {
    ND_BOLD = 1,
    ND_DIM = 2,
    ND_ITALIC = 4,
    ND_UNDERLINE = 8,
    ND_REVERSE = 16,
    ND_STRIKETHROUGH = 32,
};

/// One character as it goes to the screen. `width` is the number of columns that the caller counts for it.
typedef struct {
    uint32_t base;
    uint32_t marks[2];
    int32_t pair;
    uint8_t width;
    uint8_t attributes;
} nd_cell;

/// Takes the character set from the environment, and C.UTF-8 where the environment names another than UTF-8, since
/// widths and output need one. Writes the environment's own character set into `codeset`. Whether UTF-8 is in force.
bool nd_set_locale(char *codeset, size_t capacity);

/// Takes the terminal: raw mode, alternate screen, bracketed paste, focus reports, and mouse reports if asked for.
int nd_open(int input, int output, const char *term, bool mouse);
/// Gives the terminal back as it was found. Does nothing when none is open.
void nd_close(void);

/// The terminal's size by its driver; COLUMNS and LINES, then 80x24, where the driver knows none.
void nd_measure(int *rows, int *columns);
/// Makes ncurses' screen this large; false when it ran out of memory.
bool nd_resize(int rows, int columns);

/// The terminfo number of colours; 0 when there are none.
int nd_colors(void);
/// How many colour pairs can be told apart, the default pair 0 among them.
int nd_color_pairs(void);
/// Sets pair `pair` (from 1) to two palette entries; -1 stands for the terminal's own.
bool nd_set_pair(int pair, int foreground, int background);

/// Blanks ncurses' picture of the screen.
void nd_erase(void);
/// Puts `count` characters side by side. Controls become `?`, and a character whose width ncurses counts differently
/// becomes U+FFFD of the caller's width, so that the columns beside it stay where they are.
bool nd_put_run(int row, int column, const nd_cell *cells, int count);
void nd_set_cursor(int row, int column, bool visible);
/// Makes the next nd_present send the whole screen.
void nd_invalidate(void);
/// Sends what changed, in one write between synchronized-output marks. The number of bytes, or -1 with errno set.
long nd_present(void);
/// Sends bytes as they are, outside ncurses' picture: bell, clipboard.
long nd_write(const void *bytes, size_t count);

/// Gives the terminal to the shell or a child for a while: normal screen, its old modes.
void nd_leave(void);
/// Takes it again after nd_leave or a SIGCONT, and makes the next nd_present send everything.
void nd_enter(void);
/// Stops the whole process group as Ctrl-Z would, and returns when it is continued.
void nd_stop_group(void);

/// Readable when a signal was caught: window size, TERM, HUP, INT, QUIT, CONT or TSTP.
int nd_signal_descriptor(void);
/// The next caught signal's number; 0 when there is none.
int nd_next_signal(void);
/// While false, Ctrl-C and Ctrl-Z typed into a child do what they do by default, or nothing, instead of arriving here.
void nd_catch_keyboard_signals(bool on);

/// A non-blocking eventfd for waking the thread that polls; -1 with errno set.
int nd_make_wakeup(void);
/// Makes the eventfd readable. From any thread.
void nd_wake(int descriptor);
/// Makes it unreadable again.
void nd_clear_wakeup(int descriptor);

/// wcwidth(3) in the locale in force.
int nd_wcwidth(uint32_t scalar);

#endif
