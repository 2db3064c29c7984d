#include "CNcurses.h"

#include <sys/eventfd.h>
#include <unistd.h>

int nd_make_wakeup(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

void nd_wake(int descriptor) {
    // It can only fail when the counter is full, and then the sleeper is awake.
    ssize_t ignored = write(descriptor, &(uint64_t){1}, sizeof(uint64_t));
    (void)ignored;
}

void nd_clear_wakeup(int descriptor) {
    uint64_t count;
    ssize_t ignored = read(descriptor, &count, sizeof count);
    (void)ignored;
}
