// The life of a case: its states and which may follow which (国办发〔2020〕53号).
#pragma once

#include "records/base/result.h"

#include <string_view>

namespace lianxin {

enum class CaseState {
    Waiting,    ///< 待受理
    Accepted,   ///< 已受理
    Refused,    ///< 不予受理，已告知渠道
    Dispatched, ///< 已派单
    Returned,   ///< 退回待改派
    InProgress, ///< 办理中
    Extended,   ///< 延期
    Answered,   ///< 已答复
    Completed,  ///< 办结
    Explained,  ///< 无法解决，已说明
    Withdrawn,  ///< 撤回
    Merged,     ///< 合并
    Reopened,   ///< 重办
    Reviewing,  ///< 复查
    Rechecking, ///< 复核
    Archived,   ///< 归档
};

std::string_view name_of(CaseState state); ///< "accepted" …; in the wording "state.accepted"
Result<CaseState> case_state(std::string_view name);
bool may_follow(CaseState before, CaseState after);
bool is_closed(CaseState state);

} // namespace lianxin
