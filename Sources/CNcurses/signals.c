#include "internal.h"
#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static int pipe_ends[2] = {-1, -1};
static volatile sig_atomic_t is_ending;

// What reaches the event loop as a byte in the pipe.
static const int told[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT, SIGTSTP};
// What ends the process at once; the terminal is given back first.
static const int fatal[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGSYS};
enum { TOLD = sizeof told / sizeof *told, FATAL = sizeof fatal / sizeof *fatal };

static struct sigaction told_before[TOLD];
static struct sigaction fatal_before[FATAL];
static bool is_installed;

static void ignore(int number) { (void)number; }

static bool is_end(int number) {
    return number == SIGTERM || number == SIGHUP || number == SIGINT || number == SIGQUIT;
}

static void tell(int number) {
    int saved = errno;
    if (is_end(number)) is_ending = 1;
    unsigned char byte = (unsigned char)number;
    ssize_t ignored = write(pipe_ends[1], &byte, 1);
    (void)ignored;
    errno = saved;
}

// Puts the handler found back and lets it have the signal: Swift's backtrace then prints on a sane screen.
static void rescue_and_pass_on(int number, siginfo_t *info, void *context) {
    (void)context;
    int saved = errno;
    nd_tty_rescue();
    for (int i = 0; i < FATAL; i++) {
        if (fatal[i] == number) sigaction(number, &fatal_before[i], NULL);
    }
    // A fault happens again when its instruction is run again. One that was sent, and a trap, which counts as done,
    // must be sent anew. The handler found may return, counting on the fault to repeat; nothing would, so end it here.
    if (info->si_code <= 0 || number == SIGTRAP) {
        sigset_t only;
        sigemptyset(&only);
        sigaddset(&only, number);
        pthread_sigmask(SIG_UNBLOCK, &only, NULL);
        raise(number);
        signal(number, SIG_DFL);
        raise(number);
    }
    errno = saved;
}

bool nd_signals_install(void) {
    if (pipe_ends[0] < 0 && pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return false;
    unsigned char rest[64];
    while (read(pipe_ends[0], rest, sizeof rest) > 0) {}
    is_ending = 0;
    // No SA_RESTART: a write to a terminal that does not drain has to return.
    struct sigaction action = {.sa_handler = tell};
    sigfillset(&action.sa_mask);
    for (int i = 0; i < TOLD; i++) sigaction(told[i], &action, &told_before[i]);
    struct sigaction rescue = {.sa_sigaction = rescue_and_pass_on, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&rescue.sa_mask);
    for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &rescue, &fatal_before[i]);
    is_installed = true;
    return true;
}

void nd_signals_remove(void) {
    if (!is_installed) return;
    is_installed = false;
    for (int i = 0; i < TOLD; i++) sigaction(told[i], &told_before[i], NULL);
    for (int i = 0; i < FATAL; i++) sigaction(fatal[i], &fatal_before[i], NULL);
}

bool nd_signals_ending(void) { return is_ending; }

int nd_signal_descriptor(void) { return pipe_ends[0]; }

int nd_next_signal(void) {
    unsigned char number;
    if (read(pipe_ends[0], &number, 1) != 1) return 0;
    if (is_end(number)) is_ending = 0;
    return number;
}

void nd_catch_keyboard_signals(bool on) {
    static const int keyboard[] = {SIGINT, SIGQUIT, SIGTSTP};
    if (!is_installed) return;
    for (int i = 0; i < 3; i++) {
        // While a child has the terminal, Ctrl-C is the child's affair; Ctrl-Z has to stop us with it, or the shell
        // would wait for us for ever. An empty handler, unlike SIG_IGN, is not inherited by what the child runs.
        struct sigaction action = {0};
        sigfillset(&action.sa_mask);
        action.sa_handler = on ? tell : keyboard[i] == SIGTSTP ? SIG_DFL : ignore;
        sigaction(keyboard[i], &action, NULL);
    }
}

void nd_stop_group(void) {
    struct sigaction before;
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(SIGTSTP, &action, &before);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &before, NULL);
}
