#include "internal.h"
#include "CNcurses.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static FILE *memory;
static FILE *nothing;
static bool has_default_colors;
static bool speaks_ansi;
static bool wants_mouse;
// ncurses fills the bottom right corner by inserting, which tears a wide character beside it.
static bool inserts_corner;
static char palette_reset[64];
static size_t palette_reset_count;

static char *buffer;
static size_t buffer_size;
static cchar_t *line;
static int line_size;

static const char sync_on[] = "\033[?2026h";
static const char sync_off[] = "\033[?2026l";
static const char modes_on[] = "\033[?2004h\033[?1004h";
static const char mouse_on[] = "\033[?1000h\033[?1002h\033[?1006h";
static const char modes_off[] = "\033[?2026l\033[?1006l\033[?1002l\033[?1000l\033[?1004l\033[?2004l";

bool nd_set_locale(char *codeset, size_t capacity) {
    if (!setlocale(LC_CTYPE, "")) setlocale(LC_CTYPE, "C");
    snprintf(codeset, capacity, "%s", nl_langinfo(CODESET));
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

int nd_wcwidth(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

// Adds a terminfo string without its padding marks `$<5>`, which are for tputs.
static size_t append_capability(char *to, size_t at, size_t capacity, const char *name) {
    const char *text = tigetstr(name);
    if (!text || text == (char *)-1) return at;
    while (*text && at < capacity) {
        const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
        if (end) {
            text = end + 1;
        } else {
            to[at++] = *text++;
        }
    }
    return at;
}

static void compose_farewell(void) {
    char text[512];
    size_t count = 0;
    if (speaks_ansi) {
        count = sizeof modes_off - 1;
        memcpy(text, modes_off, count);
    }
    static const char *const names[] = {"op", "sgr0", "cnorm", "rmcup"};
    for (int i = 0; i < 4; i++) count = append_capability(text, count, sizeof text, names[i]);
    nd_tty_set_farewell(text, count);
}

static bool has_capability(const char *name) {
    const char *text = tigetstr(name);
    return text && text != (char *)-1;
}

// ncurses resets the terminal's palette on the way in and out. We never change it, and a person who did wants it kept.
static long without_palette_reset(char *bytes, long count) {
    if (palette_reset_count == 0) return count;
    char *found;
    while ((found = memmem(bytes, (size_t)count, palette_reset, palette_reset_count))) {
        char *rest = found + palette_reset_count;
        count -= (long)palette_reset_count;
        memmove(found, rest, (size_t)(bytes + count - found));
    }
    return count;
}

// What ncurses wrote since the last time, in `buffer` from `offset` on. The count, or -1.
static long collect(size_t offset, size_t room_after) {
    fflush(memory);
    off_t end = lseek(fileno(memory), 0, SEEK_CUR);
    if (end < 0) return -1;
    size_t needed = offset + (size_t)end + room_after;
    if (needed > buffer_size) {
        char *larger = realloc(buffer, needed * 2);
        if (!larger) return -1;
        buffer = larger;
        buffer_size = needed * 2;
    }
    long count = 0;
    while (count < end) {
        ssize_t got = pread(fileno(memory), buffer + offset + count, (size_t)(end - count), count);
        if (got <= 0) return -1;
        count += got;
    }
    lseek(fileno(memory), 0, SEEK_SET);
    return without_palette_reset(buffer + offset, count);
}

static void send_modes(void) {
    if (!speaks_ansi) return;
    nd_tty_write(modes_on, sizeof modes_on - 1, 500);
    if (wants_mouse) nd_tty_write(mouse_on, sizeof mouse_on - 1, 500);
}

static void end_screen(void) {
    endwin();
    long count = collect(0, 0);
    if (count > 0) nd_tty_write(buffer, (size_t)count, 500);
    if (speaks_ansi) nd_tty_write(modes_off, sizeof modes_off - 1, 500);
}

static void release(void) {
    if (screen) delscreen(screen);
    if (memory) fclose(memory);
    if (nothing) fclose(nothing);
    screen = NULL;
    memory = nothing = NULL;
}

static int make_screen(const char *term) {
    int descriptor = memfd_create("nightdesk-frame", MFD_CLOEXEC);
    if (descriptor < 0) return ND_SYSTEM_ERROR;
    memory = fdopen(descriptor, "w");
    nothing = fopen("/dev/null", "re");
    if (!memory || !nothing) {
        if (!memory) close(descriptor);
        return ND_SYSTEM_ERROR;
    }
    screen = newterm(term, memory, nothing);
    if (!screen) return ND_UNKNOWN_TERMINAL;
    set_term(screen);
    if (!has_capability("cup")) {
        endwin();
        return ND_NO_CURSOR_ADDRESSING;
    }
    speaks_ansi = strncmp(tigetstr("cup"), "\033[", 2) == 0;
    inserts_corner = tigetflag("am") == 1 && !(has_capability("rmam") && has_capability("smam"));
    palette_reset_count = append_capability(palette_reset, 0, sizeof palette_reset, "oc");
    return ND_OPENED;
}

int nd_open(int input, int output, const char *term, bool mouse) {
    if (screen) return ND_ALREADY_OPEN;
    if (!isatty(input) || !isatty(output)) return ND_NOT_A_TTY;
    if (!term || !*term) return ND_UNKNOWN_TERMINAL;
    if (!nd_tty_open(input, output)) return ND_SYSTEM_ERROR;
    int result = make_screen(term);
    if (result == ND_OPENED) {
        compose_farewell();
        // After newterm, which installs handlers of its own.
        if (!nd_signals_install() || !nd_tty_make_raw()) result = ND_SYSTEM_ERROR;
    }
    if (result != ND_OPENED) {
        int saved = errno;
        nd_signals_remove();
        nd_tty_make_normal();
        nd_tty_close();
        release();
        errno = saved;
        return result;
    }
    int rows, columns;
    nd_measure(&rows, &columns);
    resizeterm(rows, columns);
    // newterm cannot ask a file for its size, and has written a scroll region of the wrong one. Leaving and coming back
    // writes the right one, with the first frame.
    endwin();
    collect(0, 0);
    clearok(curscr, TRUE);
    // Painting goes on when input waits, scrolling may use the terminal's own, and nothing reads keys through ncurses.
    typeahead(-1);
    idlok(stdscr, TRUE);
    leaveok(stdscr, TRUE);
    has_default_colors = has_colors() && start_color() == OK && use_default_colors() == OK;
    wants_mouse = mouse;
    curs_set(0);
    send_modes();
    return ND_OPENED;
}

void nd_close(void) {
    if (!screen) return;
    end_screen();
    nd_tty_make_normal();
    nd_signals_remove();
    nd_tty_close();
    release();
}

bool nd_resize(int rows, int columns) { return resizeterm(rows, columns) == OK; }

int nd_colors(void) { return has_colors() && COLORS > 0 ? COLORS : 0; }

int nd_color_pairs(void) { return has_colors() && COLOR_PAIRS > 0 ? COLOR_PAIRS : 1; }

bool nd_set_pair(int pair, int foreground, int background) {
    if (!has_default_colors) {
        // Such terminals start out light on dark.
        if (foreground < 0) foreground = COLOR_WHITE;
        if (background < 0) background = COLOR_BLACK;
    }
    return init_extended_pair(pair, foreground, background) == OK;
}

void nd_erase(void) { werase(stdscr); }

// strikethrough: ncurses knows no such attribute; dim is what a struck-out text means, too.
static attr_t attributes_of(uint8_t bits) {
    attr_t attributes = A_NORMAL;
    if (bits & ND_BOLD) attributes |= A_BOLD;
    if (bits & (ND_DIM | ND_STRIKETHROUGH)) attributes |= A_DIM;
    if (bits & ND_ITALIC) attributes |= A_ITALIC;
    if (bits & ND_UNDERLINE) attributes |= A_UNDERLINE;
    if (bits & ND_REVERSE) attributes |= A_REVERSE;
    return attributes;
}

static bool is_safe_mark(uint32_t mark) {
    // Joiners, direction marks and variation selectors have no width, yet change the width or the place of their
    // neighbours on some terminals.
    if ((mark >= 0x200B && mark <= 0x200F) || (mark >= 0x202A && mark <= 0x202E)) return false;
    if ((mark >= 0x2060 && mark <= 0x206F) || (mark >= 0xFE00 && mark <= 0xFE0F)) return false;
    return mark >= 0xA0 && wcwidth((wchar_t)mark) == 0;
}

// One or two cchar_t for a cell; how many.
static int convert(const nd_cell *cell, cchar_t *to) {
    wchar_t text[4] = {0};
    int count = 0;
    uint32_t base = cell->base;
    if (base < 0x20 || (base >= 0x7F && base < 0xA0)) base = '?';
    int width = base < 0x7F ? 1 : wcwidth((wchar_t)base);
    bool isPadded = width != cell->width;
    if (width == 1 && cell->width == 2) {
        // A blank follows; the character itself is fine.
    } else if (isPadded) {
        base = wcwidth(0xFFFD) == 1 ? 0xFFFD : '?';
        isPadded = cell->width == 2;
    }
    text[count++] = (wchar_t)base;
    for (int i = 0; i < 2; i++) {
        if (cell->marks[i] && is_safe_mark(cell->marks[i])) text[count++] = (wchar_t)cell->marks[i];
    }
    int pair = cell->pair;
    attr_t attributes = attributes_of(cell->attributes);
    setcchar(&to[0], text, attributes, 0, &pair);
    if (isPadded) setcchar(&to[1], L" ", attributes, 0, &pair);
    return isPadded ? 2 : 1;
}

bool nd_put_run(int row, int column, const nd_cell *cells, int count) {
    if (!screen || count <= 0) return false;
    if (line_size < 2 * count) {
        cchar_t *larger = realloc(line, sizeof *line * 2 * (size_t)count);
        if (!larger) return false;
        line = larger;
        line_size = 2 * count;
    }
    int length = 0;
    int at = column;
    for (int i = 0; i < count; i++) {
        nd_cell cell = cells[i];
        if (inserts_corner && row == LINES - 1 && at == COLS - 3 && cell.width == 2) cell.base = '?';
        length += convert(&cell, &line[length]);
        at += cell.width;
    }
    return wmove(stdscr, row, column) == OK && wadd_wchnstr(stdscr, line, length) == OK;
}

void nd_set_cursor(int row, int column, bool visible) {
    leaveok(stdscr, !visible);
    curs_set(visible);
    if (visible) wmove(stdscr, row, column);
}

void nd_invalidate(void) { clearok(curscr, TRUE); }

long nd_present(void) {
    if (!screen) {
        errno = EBADF;
        return -1;
    }
    wnoutrefresh(stdscr);
    doupdate();
    size_t before = speaks_ansi ? sizeof sync_on - 1 : 0;
    size_t after = speaks_ansi ? sizeof sync_off - 1 : 0;
    long count = collect(before, after);
    if (count <= 0) return count;
    memcpy(buffer, sync_on, before);
    memcpy(buffer + before + count, sync_off, after);
    return nd_tty_write(buffer, before + (size_t)count + after, -1);
}

void nd_leave(void) {
    if (!screen) return;
    end_screen();
    nd_tty_make_normal();
}

void nd_enter(void) {
    if (!screen) return;
    nd_tty_make_raw();
    send_modes();
    clearok(curscr, TRUE);
}
