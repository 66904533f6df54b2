"""The words people use for our fields, statuses and priorities in their own tables.

Data only. Every word is written as `plain` leaves it: NFKC, lower case, letters and digits alone.
"""

from __future__ import annotations

from unicodedata import normalize

from sync.record import Kind


def plain(text: str) -> str:
    """`text` with everything left out that people vary: case, width, spaces, signs, emoji."""
    return "".join(char for char in normalize("NFKC", text).casefold() if char.isalnum())


EITHER = ("完成时间", "完成日期", "完工时间", "完工日期", "完成", "finishdate", "finish")
"""Names of columns that hold a day to finish by, or the day something was finished: what stands
beside them decides (`sync.guess`)."""

FIELDS: dict[str, tuple[str, ...]] = {
    "title": ("任务名称", "任务标题", "任务", "事项", "标题", "工作内容", "任务描述", "任务内容",
              "工作项", "工作任务", "工作事项", "任务事项", "事项名称", "工作名称", "重点工作",
              "主要工作", "具体事项", "具体任务", "待办事项", "名称",
              "title", "taskname", "task", "summary", "subject", "workitem", "activity", "name",
              "item"),
    "owner": ("负责人", "责任人", "唯一责任人", "主责人", "执行人", "执行者", "经办人",
              "任务负责人", "跟进人", "牵头人", "主办人", "承办人", "对接人", "落实人", "处理人",
              "办理人", "owner", "assignee", "assignedto", "responsible", "responsibleperson",
              "pic", "dri"),
    "collaborators": ("协作人", "协作者", "参与人", "协同人", "配合人", "参与者", "协办人",
                      "协助人", "协作人员", "参与人员", "配合人员", "相关人员",
                      "collaborators", "collaborator", "participants", "members"),
    "status": ("状态", "任务状态", "当前状态", "进展状态", "完成状态", "进度状态", "执行状态",
               "办理状态", "工作状态", "status", "state", "taskstatus"),
    "actual": ("实际进度", "进度", "完成度", "完成进度", "任务进度", "当前进度", "完成率",
               "完成比例", "进度比例", "完成百分比", "进度百分比", "完成情况", "进展情况",
               "progress", "actualprogress", "actual", "percentcomplete", "pctcomplete",
               "complete", "done"),
    "start": ("计划开始时间", "计划开始日期", "开始时间", "开始日期", "计划开始", "起始时间",
              "起始日期", "启动时间", "启动日期", "开工时间", "开工日期", "开始日", "开始",
              "startdate", "start", "plannedstart", "begin"),
    "due": ("截止时间", "截止日期", "完成时限", "截止", "计划完成时间", "计划完成日期",
            "计划完成", "计划结束时间", "计划结束日期", "要求完成时间", "要求完成日期",
            "预计完成时间", "预计完成日期", "预计完成", "计划时间完成", "到期日", "到期时间",
            "截至时间", "截至日期", "办结时限", "交付日期", "交付时间", "时间节点", "结束时间",
            "结束日期", "结束", *EITHER, "due", "duedate", "ddl", "deadline", "targetdate",
            "enddate", "end", "plannedfinish"),
    "priority": ("优先级", "任务优先级", "紧急程度", "重要程度", "重要性", "紧急度",
                 "priority", "urgency"),
    "dept": ("所属部门", "责任部门", "负责部门", "部门", "主责部门", "执行部门", "牵头部门",
             "主办部门", "承办部门", "归口部门", "责任单位", "负责单位", "牵头单位", "主办单位",
             "承办单位", "责任科室", "科室", "单位", "department", "dept", "team"),
    "deliverable": ("交付物", "交付成果", "产出物", "成果", "输出物", "输出成果", "交付件",
                    "deliverable", "deliverables", "output", "outcome"),
    "delay_reason": ("延迟原因", "延期原因", "延误原因", "阻塞原因", "逾期原因", "滞后原因",
                     "未完成原因",
                     "delayreason", "reasonfordelay", "blockedreason", "blockedby"),
    "parent": ("父记录", "父任务", "上级任务", "所属任务", "parent", "parenttask", "parentitems"),
    "depends_on": ("前置任务", "前置工作", "紧前任务", "依赖任务", "依赖", "前置", "dependson",
                   "dependencies", "dependency", "predecessors", "predecessor"),
}  # fmt: skip
"""For each of our fields, names of columns; the first ones are the surest."""

WHOLE = frozenset({*EITHER, "单位", "科室", "结束"})
"""Words that mean one of our fields only where a name says nothing else."""

NEVER: dict[str, tuple[str, ...]] = {
    "title": ("父", "上级", "前置", "依赖", "类型", "状态", "进度", "编号", "完成情况", "进展",
              "parent", "type", "id"),
    "actual": ("计划", "planned", "更新", "说明", "备注", "时间", "日期"),
    "start": ("实际", "actual", "创建"),
    "due": ("实际", "actual", "创建", "更新", "提醒"),
    "owner": ("部门", "单位", "科室", "验收", "dept", "电话", "邮箱"),
    "status": ("说明", "备注", "验收"),
    "dept": ("负责人", "协作", "配合", "协办", "参与", "owner"),
    "delay_reason": (),
}  # fmt: skip
"""Parts of a name that make it mean something else."""

_WORDS = frozenset({Kind.TEXT, Kind.FORMULA, Kind.OTHER})
_DATES = frozenset({Kind.DATE, Kind.TEXT, Kind.FORMULA})

FITTING: dict[str, frozenset[Kind]] = {
    "title": _WORDS | {Kind.NUMBER, Kind.DATE, Kind.WEB, Kind.OPTION, Kind.SYSTEM},
    "owner": frozenset({Kind.PEOPLE, Kind.TEXT, Kind.OPTION, Kind.FORMULA}),
    "collaborators": frozenset({Kind.PEOPLE, Kind.OPTIONS, Kind.TEXT, Kind.FORMULA}),
    "status": frozenset({Kind.OPTION, Kind.TEXT, Kind.FORMULA}),
    "actual": frozenset({Kind.FRACTION, Kind.NUMBER, Kind.FORMULA}),
    "start": _DATES,
    "due": _DATES,
    "priority": frozenset({Kind.OPTION, Kind.TEXT, Kind.FORMULA}),
    "dept": frozenset({Kind.OPTION, Kind.OPTIONS, Kind.TEXT, Kind.FORMULA}),
    "deliverable": frozenset({Kind.TEXT, Kind.WEB, Kind.FILES, Kind.FORMULA}),
    "delay_reason": frozenset({Kind.TEXT, Kind.OPTION, Kind.OPTIONS, Kind.FORMULA}),
    "parent": frozenset({Kind.ITEMS}),
    "depends_on": frozenset({Kind.ITEMS}),
}
"""Kinds of column a field can be read from."""

_STATUS_WORDS: dict[str, tuple[str, ...]] = {
    "todo": ("未开始", "待开始", "待办", "未启动", "待启动", "待处理", "尚未开始", "计划中",
             "未开展", "未进行",
             "todo", "notstarted", "backlog", "open", "pending", "new", "planned"),
    "doing": ("进行中", "处理中", "执行中", "推进中", "开展中", "已开始", "办理中", "正在进行",
              "实施中", "跟进中", "已启动", "正常推进",
              "doing", "inprogress", "wip", "started", "ongoing", "active"),
    "blocked": ("受阻", "已阻塞", "阻塞", "阻塞中", "卡住", "已受阻", "blocked", "stuck"),
    "in_review": ("待验收", "验收中", "待审核", "审核中", "待评审", "评审中", "待确认",
                  "inreview", "review", "reviewing", "toreview", "pendingreview"),
    "rework": ("整改中", "返工", "返工中", "需整改", "待整改", "待修改", "修改中",
               "rework", "changesrequested", "reopened"),
    "done": ("已完成", "完成", "已闭环", "已验收", "验收通过", "已交付", "已结束", "已办结", "办结",
             "完结", "已完结", "已解决", "已关闭",
             "done", "completed", "complete", "finished", "closed"),
    "cancelled": ("已取消", "取消", "已作废", "作废", "已终止", "终止",
                  "cancelled", "canceled", "dropped", "wontdo"),
}  # fmt: skip

_PRIORITY_WORDS: dict[str, tuple[str, ...]] = {
    "urgent": ("p0", "紧急", "特急", "非常紧急", "最高", "重要紧急", "重要且紧急",
               "urgent", "critical", "highest"),
    "high": ("p1", "高", "较高", "重要", "高优先级", "高优", "high", "important", "major"),
    "normal": ("p2", "中", "普通", "一般", "正常", "中等", "中优先级",
               "normal", "medium", "middle", "default"),
    "low": ("p3", "p4", "低", "较低", "最低", "低优先级", "low", "lowest", "minor", "trivial"),
}  # fmt: skip

STATUSES = {word: status for status, words in _STATUS_WORDS.items() for word in words}
"""Our status for a plain word."""
PRIORITIES = {word: priority for priority, words in _PRIORITY_WORDS.items() for word in words}
"""Our priority for a plain word."""
