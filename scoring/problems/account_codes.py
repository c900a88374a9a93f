"""Mistakes about accounts, signing in, tokens, and what units are shown.

Tested in tests/test_structure.py and tests/services/test_accounts.py.
"""

from __future__ import annotations

from scoring.problems.code import Code, error

ACCOUNT_CODES: dict[str, Code] = {
    "login_unusable": error(
        "登录名“{login}”不能用。",
        "'{login}' cannot be a login name.",
        "登录名为1—40个字符，可用汉字、字母、数字和 . _ - @，不含空格。",
        "Use 1 to 40 letters (Chinese ones too), digits and . _ - @, without spaces.",
    ),
    "login_taken": error(
        "已有登录名为“{login}”的账号，没有新建。",
        "There is an account '{login}' already; none was added.",
        "请另用一个登录名，或修改已有的账号。",
        "Use another login name, or change the account there is.",
    ),
    "account_unknown": error(
        "没有登录名为“{login}”的账号。",
        "There is no account '{login}'.",
        "请核对登录名。",
        "Check the login name.",
    ),
    "account_nameless": error(
        "账号“{login}”没有写显示名。",
        "The account '{login}' has no shown name.",
        "请填写屏幕上显示的名字，40个字符以内。",
        "Give the name that screens show, up to 40 characters.",
    ),
    "account_without_unit": error(
        "“{login}”的角色是填报单位，没有写是哪个单位。",
        "'{login}' is of the role filling unit; which unit is not said.",
        "请填写单位代码。",
        "Give the code of its unit.",
    ),
    "account_limits_misplaced": error(
        "“{login}”的角色是{role}，不能限定{limits}。",
        "'{login}' is of the role {role}, which cannot be limited by {limits}.",
        "单位只用于“填报单位”；分组和板块只用于“核查人员”。",
        "A unit belongs to a filling unit alone, groups and sections to an inspector alone.",
    ),
    "last_administrator": error(
        "“{login}”是唯一可用的管理员账号，没有改动。",
        "'{login}' is the only administrator; nothing was changed.",
        "请先让另一个账号成为管理员。",
        "Make another account an administrator first.",
    ),
    "password_short": error(
        "密码太短：少于{least}个字符。",
        "The password is too short: fewer than {least} characters.",
        "请用{least}个以上字符，例如四五个互不相干的词。",
        "Use {least} characters or more, such as four or five unrelated words.",
    ),
    "password_long": error(
        "密码太长：多于{most}个字符。",
        "The password is too long: more than {most} characters.",
        "请用{most}个以内的字符。",
        "Use at most {most} characters.",
    ),
    "password_common": error(
        "这个密码太容易猜到：常用、有规律，或含有登录名。",
        "The password is too easy to guess: often used, regular, or made of the login name.",
        "请换一个，例如四五个互不相干的词。",
        "Choose another, such as four or five unrelated words.",
    ),
    "password_same": error(
        "新密码与现在的密码相同，没有改动。",
        "The new password is the present one; nothing was changed.",
        "请换一个。",
        "Choose another.",
    ),
    "password_wrong": error(
        "现在的密码不对，没有改动。",
        "The present password is wrong; nothing was changed.",
        "请重新输入现在的密码。",
        "Type your present password again.",
    ),
    "passwords_differ": error(
        "两次输入的新密码不一样，没有改动。",
        "The two new passwords differ; nothing was changed.",
        "请重新输入。",
        "Type them again.",
    ),
    "not_your_file": error(
        "文件不是您单位的填报表：{unit}。没有接收。",
        "The file is not your unit's workbook: {unit}. It was not taken in.",
        "请上传本单位的填报表。",
        "Upload the workbook of your own unit.",
    ),
    "outside_your_remit": error(
        "这一项不在您的核查范围内，没有接收。",
        "This is not for you to verify; nothing was taken in.",
        "请由负责该分组和板块的核查人员录入，或由管理员调整核查范围。",
        "An inspector of that group and section can enter it; an administrator can change who verifies what.",
    ),
    "sign_in_failed": error(
        "登录名或密码不对。",
        "The login name or the password is wrong.",
        "请重新输入；忘记密码请找管理员重设。",
        "Type them again; if you have forgotten the password, an administrator can set a new one.",
    ),
    "sign_in_later": error(
        "失败次数太多，暂时不能登录。",
        "There were too many failures; signing in has to wait.",
        "请过{minutes}分钟再试，或在以前登录过的浏览器上登录；管理员可以解除限制。",
        "Try again in {minutes} minutes, or in a browser in which you have signed in before; "
        "an administrator can lift this.",
    ),
    "sign_in_unknown": error(
        "统一身份认证认出了“{login}”，但这里没有可用的同名账号。",
        "The single sign-on knows '{login}', but there is no such account here that may be used.",
        "请管理员先建立账号。",
        "Ask an administrator to add one.",
    ),
    "token_unusable": error(
        "令牌“{name}”没有写名称，或有效期不是今后一年以内。",
        "The token '{name}' has no name, or does not expire within a year from now.",
        "请写明用途，有效期写 1—366 天。",
        "Say what it is for, and give 1 to 366 days.",
    ),
    "token_unknown": error(
        "没有编号为 {token} 的有效令牌。",
        "There is no token {token} in force.",
        "请核对编号；已作废的令牌不必再作废。",
        "Check the number; one that is revoked need not be revoked again.",
    ),
    "visibility_unknown": error(
        "“{shown}”不是可选的公布范围，没有改动。",
        "'{shown}' is none of what units can be shown; nothing was changed.",
        "可选：{known}。",
        "Choose one of: {known}.",
    ),
}
