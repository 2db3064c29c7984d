/* The yardstick of the key-to-screen rows: a table of 100,000 rows in C on ncurses, whose bar moves with j and k, and
 * nothing else. Built and run by run.py beside the console, in the same terminal sizes. */
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <locale.h>
#include <stdio.h>

enum { rows = 100000 };

static void draw(int top, int cursor)
{
    int height, width;
    getmaxyx(stdscr, height, width);
    for (int line = 0; line < height; line++) {
        char text[512];
        int row = top + line;
        int length = row < rows ? snprintf(text, sizeof text, "%-8d user-%06d@example.com  Name %d  %d", row, row, row, row % 90) : 0;
        if (row == cursor)
            attron(A_REVERSE);
        mvaddnstr(line, 0, text, length < width ? length : width);
        for (int column = length; column < width; column++)
            addch(' ');
        if (row == cursor)
            attroff(A_REVERSE);
    }
}

int main(void)
{
    setlocale(LC_ALL, "");
    initscr();
    raw();
    noecho();
    curs_set(0);
    int top = 0, cursor = 0, key;
    draw(top, cursor);
    refresh();
    while ((key = getch()) != 'q') {
        if (key == 'j' && cursor + 1 < rows)
            cursor++;
        if (key == 'k' && cursor > 0)
            cursor--;
        int height = getmaxy(stdscr);
        if (cursor < top)
            top = cursor;
        if (cursor >= top + height)
            top = cursor - height + 1;
        draw(top, cursor);
        refresh();
    }
    endwin();
    return 0;
}
