// What the shim's own files share; not for Swift.

#ifndef ND_INTERNAL_H
#define ND_INTERNAL_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/// The tty side, in tty.c: modes, sizes, raw writes, and giving the terminal back in an emergency.
bool nd_tty_open(int input, int output);
void nd_tty_close(void);
/// Sets the bytes that give the screen back when nothing else can run any more.
void nd_tty_set_farewell(const char *bytes, size_t count);
/// Raw mode on, remembering the modes found.
bool nd_tty_make_raw(void);
/// The modes found, and unread input dropped: reports in flight are not for the shell.
void nd_tty_make_normal(void);
/// Writes all of it; -1 when the terminal is gone, or when a signal asks to end while it does not drain.
/// `patience` bounds a wait in milliseconds; -1 waits.
long nd_tty_write(const char *bytes, size_t count, int patience);
/// Gives the terminal back once, from anywhere: signal handlers, exit. Async-signal-safe.
void nd_tty_rescue(void);

/// Signals, in signals.c.
bool nd_signals_install(void);
void nd_signals_remove(void);
/// Whether a signal that ends the program was caught and not yet read.
bool nd_signals_ending(void);

#endif
