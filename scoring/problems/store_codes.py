"""What keeps the program from storing or reading anything: each with what is wrong and what to do.

`{number}` is what the database or the operating system calls it, for who looks after them.

Tested in tests/test_structure.py and tests/store/test_faults.py.
"""

from __future__ import annotations

from scoring.problems.code import Code, error

STORE_CODES: dict[str, Code] = {
    "disk_full": error(
        "存放数据的磁盘已满（{number}）。",
        "The disk that holds the data is full ({number}).",
        "请管理员腾出磁盘空间，然后再做一次。",
        "Have the administrator free some space, then try again.",
    ),
    "no_right_to_write": error(
        "程序没有写入数据的权限，或者磁盘是只读的（{number}）。",
        "The program has no right to write the data, or the disk is read-only ({number}).",
        "请管理员检查数据文件夹和数据库的权限，然后再做一次。",
        "Have the administrator check the rights to the data folder and the database, then try again.",
    ),
    "data_gone": error(
        "找不到存放数据的文件夹或数据库文件（{number}）。",
        "The folder of the data, or the database in it, is not there ({number}).",
        "请管理员检查磁盘或网络盘是否连接、文件夹是否被移走，以及 KAOPING_DATA 指向哪里。",
        "Have the administrator check that the disk is connected, that nobody moved the folder, and KAOPING_DATA.",
    ),
    "disk_failed": error(
        "读写数据所在的磁盘时出错（{number}）。",
        "Reading or writing the disk that holds the data failed ({number}).",
        "请管理员检查磁盘、网络盘和对文件大小的限制，然后再做一次。",
        "Have the administrator check the disk, the network drive and limits on the size of files, then try again.",
    ),
    "database_damaged": error(
        "数据库文件已损坏，其中的数据可能不全（{number}）。",
        "The database is damaged; what is in it may not be complete ({number}).",
        "请停止使用，由管理员先把现有文件原样另存，再用备份恢复。",
        "Stop using it. Have the administrator put the files aside as they are, then restore a backup.",
    ),
    "newer_database": error(
        "数据库由更新版本的程序使用过（{number}），这个版本不能打开。",
        "A newer version of the program has used this database ({number}); this version cannot open it.",
        "请更新程序，或恢复升级前的备份。",
        "Update the program, or restore the backup from before.",
    ),
    "database_locked": error(
        "数据库一直被别的程序占用，等候后仍未轮到（{number}）。",
        "Another program keeps the database locked; waiting did not help ({number}).",
        "请稍后再做一次。反复出现时，请管理员检查备份、杀毒或数据库工具是否一直占用。",
        "Try again later. If it goes on, have the administrator see which backup, scanner or tool holds it.",
    ),
    "database_unreachable": error(
        "连接不上数据库（{number}）。",
        "The database cannot be reached ({number}).",
        "请稍后再做一次。反复出现时，请管理员检查数据库服务、网络和 DATABASE_URL。",
        "Try again later. If it goes on, have the administrator check the server, the network and DATABASE_URL.",
    ),
    "unknown_database": error(
        "DATABASE_URL 写的不是可用的数据库地址（{number}）。",
        "DATABASE_URL is no address of a database that can be used ({number}).",
        "请按 docs/serving.md 改正地址；数据存放在本机文件夹时，请去掉这个设置。",
        "Give an address as docs/serving.md says, or remove the setting to keep the data in a folder.",
    ),
}
