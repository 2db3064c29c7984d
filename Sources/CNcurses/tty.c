#include "internal.h"
#include "CNcurses.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int tty_in = -1;
static int tty_out = -1;
static struct termios found;
static volatile sig_atomic_t is_taken;
static pid_t owner;
static char farewell[512];
static size_t farewell_count;

#include <malloc.h>

// glibc raises the size from which a block is a mapping of its own to that of the largest it was given back; pages of a
// megabyte would then come from the heap, whose holes nobody gets back.
static void keep_large_blocks_apart(void) { mallopt(M_MMAP_THRESHOLD, 256 << 10); }

bool nd_tty_open(int input, int output) {
    struct termios probe;
    if (tcgetattr(input, &probe) != 0) return false;
    static bool is_registered;
    if (!is_registered) {
        is_registered = true;
        atexit(nd_tty_rescue);
    }
    keep_large_blocks_apart();
    tty_in = input;
    tty_out = output;
    found = probe;
    owner = getpid();
    return true;
}

void nd_tty_close(void) {
    is_taken = 0;
    tty_in = tty_out = -1;
    farewell_count = 0;
}

void nd_tty_set_farewell(const char *bytes, size_t count) {
    if (count > sizeof farewell) count = sizeof farewell;
    memcpy(farewell, bytes, count);
    farewell_count = count;
}

// In the background the terminal is somebody else's, and touching its modes would stop us. A tty that is not our
// controlling terminal has no foreground group for us and is ours to set.
static bool is_background(void) {
    pid_t group = tcgetpgrp(tty_in);
    return group > 0 && group != getpgrp();
}

bool nd_tty_make_raw(void) {
    struct termios modes;
    if (tty_in < 0) return false;
    if (!is_taken) {
        if (tcgetattr(tty_in, &modes) != 0) return false;
        found = modes;
    }
    modes = found;
    cfmakeraw(&modes);
    modes.c_iflag &= ~(tcflag_t)(IXON | IXOFF | IXANY);
    modes.c_cc[VMIN] = 1;
    modes.c_cc[VTIME] = 0;
    is_taken = 1;
    return tcsetattr(tty_in, TCSANOW, &modes) == 0;
}

void nd_tty_make_normal(void) {
    if (tty_in < 0 || !is_taken) return;
    is_taken = 0;
    if (is_background()) return;
    tcflush(tty_in, TCIFLUSH);
    tcsetattr(tty_in, TCSANOW, &found);
}

long nd_tty_write(const char *bytes, size_t count, int patience) {
    size_t done = 0;
    while (done < count) {
        struct pollfd ready = {.fd = tty_out, .events = POLLOUT};
        int answer = poll(&ready, 1, patience);
        if (answer < 0) {
            if (errno != EINTR || nd_signals_ending()) return -1;
            continue;
        }
        if (answer == 0) {
            errno = ETIMEDOUT;
            return -1;
        }
        if (ready.revents & (POLLERR | POLLHUP | POLLNVAL)) {
            errno = EIO;
            return -1;
        }
        ssize_t written = write(tty_out, bytes + done, count - done);
        if (written > 0) {
            done += (size_t)written;
        } else if (written < 0 && errno != EINTR && errno != EAGAIN) {
            return -1;
        }
        // A terminal that does not drain must not keep us from ending.
        if (done < count && patience < 0 && nd_signals_ending()) {
            errno = EINTR;
            return -1;
        }
    }
    return (long)done;
}

void nd_tty_rescue(void) {
    // A forked child that exits must leave its parent's terminal alone.
    if (!is_taken || owner != getpid()) return;
    int saved = errno;
    is_taken = 0;
    if (!is_background()) {
        struct pollfd ready = {.fd = tty_out, .events = POLLOUT};
        if (poll(&ready, 1, 200) > 0 && ready.revents == POLLOUT) {
            ssize_t ignored = write(tty_out, farewell, farewell_count);
            (void)ignored;
        }
        tcflush(tty_in, TCIFLUSH);
        tcsetattr(tty_in, TCSANOW, &found);
    }
    errno = saved;
}

static int clamp(int value, int most) { return value < 1 ? 1 : value > most ? most : value; }

static int from_environment(const char *name, int otherwise) {
    const char *text = getenv(name);
    int value = text ? atoi(text) : 0;
    return value > 0 ? value : otherwise;
}

void nd_measure(int *rows, int *columns) {
    struct winsize size = {0};
    bool isKnown = tty_out >= 0 && ioctl(tty_out, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0;
    // The bounds only keep a nonsensical answer from asking for gigabytes.
    *rows = clamp(isKnown ? size.ws_row : from_environment("LINES", 24), 1000);
    *columns = clamp(isKnown ? size.ws_col : from_environment("COLUMNS", 80), 2000);
}

long nd_write(const void *bytes, size_t count) {
    if (tty_out < 0) {
        errno = EBADF;
        return -1;
    }
    return nd_tty_write(bytes, count, -1);
}
