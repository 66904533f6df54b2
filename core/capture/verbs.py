"""Words that say what stands beside a name or a day: somebody's work, an event, a thing.

Chinese has no blanks between words, so that these few lists tell 王敏交清单 (王敏 owns it) from
王敏的清单, and 周五给一版 (due on Friday) from 周五例会.
"""

from __future__ import annotations

import re
from typing import Final

ASKING: Final = re.compile(r"(?:请|让|叫|由|麻烦)[ ]?")
"""What may stand before the name of the person who is to do it."""
WORKS: Final = re.compile(
    r"(?:负责|跟进|整理|准备|确认|核对|核实|更新|完成|补(?!丁|贴)|联系|安排|修改|修复|查(?!询单)|催|测试?"
    r"|检查|起草|汇总|统计|归档|复盘|评审|评估|审[核批]|签|通知|协调|对接|沟通|组织|参加|主持"
    r"|落实|推进|处理|解决|反馈|回[复访]|上[传线]|部署|设计|制作|采购|培训|演示|汇报|拜访|跟"
    r"|提[交供醒]|交(?!易|通|流会)|写|做|出(?!差费|席|口|版社)|发(?!票|言|型|布会)|给(?!力)|去(?!年)"
    r"|来(?!源)|把|将|对(?!手|接人)|找|问(?!题|卷)|看(?!板)|催|订(?!单)|买|约|定(?!期|价表)|拟|搭|改"
    r"|盯|拉(?!新)|牵头|支持|配合|寄|送|拿|领(?!导)|收(?!入|据)|画|跑|试(?!题|卷)|装|搬|算|报(?!告|表)"
    r"|需要?|要|得|再|先|尽快|马上|今后|帮|替|为|向|跟|和客户|输出|收集|梳理|规划|排查|优化|撰写"
    r"|编写|校对|翻译|申请|提报|报[送备名]|申报|搜集|筛选|招聘|面试|盘点|清点|验收|签[字署订]|付款|开具|开通|开放"
    r"|开发(?!区|商)|打印|布置|搭建|预[订定约])"
)
"""Verbs of work, as they follow a name or a day at once."""
DELIVERS: Final = re.compile(
    r"(?:提?交(?!易|通|流)|给(?!力)|出(?!差|席|口|版社)|发(?!票|言|型|布)|完成|搞定|定稿|弄完|做完|交付)"
)
"""Verbs of handing in: the day right before one is a deadline."""
EVENTS: Final = re.compile(
    r"(?:(?:要|将|就)?(?:举行|举办|召开|开会|开幕|闭幕|到货|到期|来访|生效|发生|放假|值班|出差|生日)"
    r"|例会|周会|站会|早会|晚会|会议|会前|会后|报表|报告|版本|数据|计划|活动|班次|航班|行程|议程|日程|排期"
    r"|纪要|课程|考试|工资|账单|促销|发布会|内部)"
)
"""Events and things that a day describes: 周五例会, 两周后到货."""
HONORIFIC: Final = re.compile(r"(?:老师|经理|总监|主任|部长|师傅|同学|女士|先生|[总姐哥工董])")
NICKNAME: Final = re.compile(
    rf"(?P<before>[小老阿大])?(?P<core>.+?)(?P<after>{HONORIFIC.pattern})?\Z"
)
"""小王, 王总, 敏姐: the characters of a name, and what is put around them."""
