<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
    <context>
        <name>AboutDialog</name>
        <message>
            <source>关于客户管家</source>
            <translation>About Desktop CRM</translation>
        </message>
        <message>
            <source>版本 {version}</source>
            <translation>Version {version}</translation>
        </message>
        <message>
            <source>关于</source>
            <translation>About</translation>
        </message>
        <message>
            <source>第三方组件</source>
            <translation>Components</translation>
        </message>
        <message>
            <source>许可文本</source>
            <translation>Licences</translation>
        </message>
        <message>
            <source>什么存在哪里</source>
            <translation>What is kept where</translation>
        </message>
        <message>
            <source>客户资料</source>
            <translation>Customer data</translation>
        </message>
        <message>
            <source>备份</source>
            <translation>Backups</translation>
        </message>
        <message>
            <source>界面设置</source>
            <translation>Window settings</translation>
        </message>
        <message>
            <source>日志</source>
            <translation>Log</translation>
        </message>
        <message>
            <source>客户资料和备份都已加密；日志和设置里没有客户资料。连接公司后只与公司服务器通信，不向其他任何地方发送数据。</source>
            <translation>Customer data and backups are encrypted; log and settings hold no customer data. Once connected, the program talks to the company server only and sends nothing anywhere else.</translation>
        </message>
        <message>
            <source>Qt 与 LGPL</source>
            <translation>Qt and the LGPL</translation>
        </message>
        <message>
            <source>本程序按 Apache-2.0 许可发布，使用 Qt {qt} 和 PySide6 {pyside}，二者以 LGPL-3.0 许可，未经修改，作为独立的动态库随程序提供，您可以用兼容的版本替换。许可全文见「许可文本」。</source>
            <translation>This program is released under Apache-2.0. It uses Qt {qt} and PySide6 {pyside}, both under LGPL-3.0, unmodified and shipped as separate shared libraries, which you may replace with compatible versions. The full texts are under "Licences".</translation>
        </message>
        <message>
            <source>许可</source>
            <translation>Licence</translation>
        </message>
        <message>
            <source>复制诊断信息</source>
            <translation>Copy diagnostics</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>没有找到组件清单。</source>
            <translation>The list of components was not found.</translation>
        </message>
        <message>
            <source>已复制。其中没有客户资料、姓名和口令。</source>
            <translation>Copied. It holds no customer data, names or passphrases.</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>新建客户</source>
            <translation>New customer</translation>
        </message>
        <message>
            <source>编辑</source>
            <translation>Edit</translation>
        </message>
        <message>
            <source>移到回收站</source>
            <translation>Move to recycle bin</translation>
        </message>
        <message>
            <source>恢复</source>
            <translation>Restore</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>导出</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>导入</source>
            <translation>Import</translation>
        </message>
        <message>
            <source>复制电话</source>
            <translation>Copy phone</translation>
        </message>
        <message>
            <source>复制编号</source>
            <translation>Copy number</translation>
        </message>
        <message>
            <source>变更历史</source>
            <translation>History</translation>
        </message>
        <message>
            <source>全选</source>
            <translation>Select all</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>重做</source>
            <translation>Redo</translation>
        </message>
        <message>
            <source>立即同步</source>
            <translation>Sync now</translation>
        </message>
        <message>
            <source>连接公司</source>
            <translation>Connect to company</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customers</translation>
        </message>
        <message>
            <source>同步中心</source>
            <translation>Sync centre</translation>
        </message>
        <message>
            <source>与服务器全面核对</source>
            <translation>Check everything with the server</translation>
        </message>
        <message>
            <source>信使：用文件同步</source>
            <translation>Courier: synchronise by file</translation>
        </message>
        <message>
            <source>冲突</source>
            <translation>Conflicts</translation>
        </message>
        <message>
            <source>回收站</source>
            <translation>Recycle bin</translation>
        </message>
        <message>
            <source>设置</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>关于</source>
            <translation>About</translation>
        </message>
        <message>
            <source>切换浅色/深色</source>
            <translation>Switch light/dark</translation>
        </message>
        <message>
            <source>命令面板</source>
            <translation>Command palette</translation>
        </message>
    </context>
    <context>
        <name>BackupsPage</name>
        <message>
            <source>每天自动备份一次，每份都打开检查过；按天、周、月轮换保留。备份和资料库一样加密。</source>
            <translation>Once a day by itself; every backup is opened and checked, and kept by day, week and month. Backups are encrypted like the data file.</translation>
        </message>
        <message>
            <source>还没有备份</source>
            <translation>No backup yet</translation>
        </message>
        <message>
            <source>最近备份</source>
            <translation>Latest backup</translation>
        </message>
        <message>
            <source>保留</source>
            <translation>Kept</translation>
        </message>
        <message>
            <source>{n} 份</source>
            <translation>{n}</translation>
        </message>
        <message>
            <source>位置</source>
            <translation>Folder</translation>
        </message>
        <message>
            <source>立即备份</source>
            <translation>Back up now</translation>
        </message>
        <message>
            <source>备份到…</source>
            <translation>Back up to...</translation>
        </message>
        <message>
            <source>从备份恢复</source>
            <translation>Restore from a backup</translation>
        </message>
        <message>
            <source>现在的资料会先另存一份备份。恢复后程序要重新打开。</source>
            <translation>Your present data is backed up first. Afterwards the program has to be opened again.</translation>
        </message>
        <message>
            <source>要恢复的备份</source>
            <translation>Backup to restore</translation>
        </message>
        <message>
            <source>恢复…</source>
            <translation>Restore...</translation>
        </message>
        <message>
            <source>其他文件…</source>
            <translation>Another file...</translation>
        </message>
        <message>
            <source>备份到</source>
            <translation>Back up to</translation>
        </message>
        <message>
            <source>备份 (*.backup)</source>
            <translation>Backup (*.backup)</translation>
        </message>
        <message>
            <source>已备份 {n} 位客户：{file}</source>
            <translation>{n} customers backed up: {file}</translation>
        </message>
        <message>
            <source>选择备份</source>
            <translation>Choose a backup</translation>
        </message>
        <message>
            <source>用 {when} 的备份替换现在的资料？</source>
            <translation>Replace your present data with the backup of {when}?</translation>
        </message>
        <message>
            <source>之后改动的内容会从这台电脑消失；已经同步到服务器的会再取回来。</source>
            <translation>What was changed since goes from this computer; what reached the server will be fetched again.</translation>
        </message>
        <message>
            <source>恢复</source>
            <translation>Restore</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>已恢复。原来的资料另存为 {file}，请重新打开程序。</source>
            <translation>Restored. The former data was kept as {file}. Please open the program again.</translation>
        </message>
        <message>
            <source>已从备份恢复</source>
            <translation>Restored from the backup</translation>
        </message>
        <message>
            <source>程序现在关闭，请重新打开。</source>
            <translation>The program closes now; please open it again.</translation>
        </message>
        <message>
            <source>关闭程序</source>
            <translation>Close the program</translation>
        </message>
    </context>
    <context>
        <name>BooleanEditor</name>
        <message>
            <source>是</source>
            <translation>Yes</translation>
        </message>
    </context>
    <context>
        <name>CameTab</name>
        <message>
            <source>收到的更新</source>
            <translation>Updates received</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Period</translation>
        </message>
        <message>
            <source>今天</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>昨天以来</source>
            <translation>Since yesterday</translation>
        </message>
        <message>
            <source>本周</source>
            <translation>This week</translation>
        </message>
        <message>
            <source>30 天内</source>
            <translation>30 days</translation>
        </message>
        <message>
            <source>只看我负责的客户</source>
            <translation>My customers only</translation>
        </message>
        <message>
            <source>全部标为已看</source>
            <translation>Mark all as seen</translation>
        </message>
        <message>
            <source>去掉客户列表里的更新标记</source>
            <translation>Take the marks of updates off the customer list</translation>
        </message>
        <message>
            <source>这段时间没有收到更新</source>
            <translation>Nothing came in this time</translation>
        </message>
        <message>
            <source>同事改了您能看到的客户，同步后会列在这里。</source>
            <translation>What colleagues change on customers you can see is listed here after a sync.</translation>
        </message>
        <message numerus="yes">
            <source>同事改了 %n 位客户</source>
            <translation>
                <numerusform>Colleagues changed %n customer</numerusform>
                <numerusform>Colleagues changed %n customers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 位转来</source>
            <translation>
                <numerusform>%n came</numerusform>
                <numerusform>%n came</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 位转走</source>
            <translation>
                <numerusform>%n left</numerusform>
                <numerusform>%n left</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>列出最近的 %n 位</source>
            <translation>
                <numerusform>the latest %n is listed</numerusform>
                <numerusform>the latest %n are listed</numerusform>
            </translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>改动</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>谁改的</source>
            <translation>By</translation>
        </message>
        <message>
            <source>收到</source>
            <translation>Received</translation>
        </message>
    </context>
    <context>
        <name>Card</name>
        <message>
            <source>示例</source>
            <translation>Sample</translation>
        </message>
        <message numerus="yes">
            <source>%n 岁</source>
            <translation>
                <numerusform>%n</numerusform>
                <numerusform>%n</numerusform>
            </translation>
        </message>
        <message>
            <source>更新于 %1</source>
            <translation>Updated %1</translation>
        </message>
        <message>
            <source>待发送</source>
            <translation>To upload</translation>
        </message>
    </context>
    <context>
        <name>CardFindings</name>
        <message>
            <source>打开该客户</source>
            <translation>Open that customer</translation>
        </message>
        <message>
            <source>（空）</source>
            <translation>(empty)</translation>
        </message>
        <message>
            <source>别处已改为：%1</source>
            <translation>Changed elsewhere to: %1</translation>
        </message>
        <message>
            <source>改用该值</source>
            <translation>Use that value</translation>
        </message>
        <message>
            <source>转换为18位</source>
            <translation>Convert to 18 digits</translation>
        </message>
        <message>
            <source>填入%1</source>
            <translation>Fill in %1</translation>
        </message>
        <message>
            <source>改为%1</source>
            <translation>Change to %1</translation>
        </message>
    </context>
    <context>
        <name>CardForm</name>
        <message>
            <source>新建客户</source>
            <translation>New customer</translation>
        </message>
        <message>
            <source>编辑客户</source>
            <translation>Edit customer</translation>
        </message>
        <message>
            <source>%1（按出生日期）</source>
            <translation>%1 (by birth date)</translation>
        </message>
        <message>
            <source>新填写的内容还没有历史。</source>
            <translation>What was just filled in has no history yet.</translation>
        </message>
    </context>
    <context>
        <name>CardHead</name>
        <message>
            <source>编辑</source>
            <translation>Edit</translation>
        </message>
        <message>
            <source>更多操作</source>
            <translation>More actions</translation>
        </message>
        <message>
            <source>电话</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>复制电话号码</source>
            <translation>Copy the phone number</translation>
        </message>
        <message>
            <source>邮件</source>
            <translation>Email</translation>
        </message>
        <message>
            <source>写邮件</source>
            <translation>Write an email</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>打印客户信息表</source>
            <translation>Print the customer information table</translation>
        </message>
        <message>
            <source>（未填姓名）</source>
            <translation>(no name)</translation>
        </message>
        <message>
            <source>这位客户在回收站里</source>
            <translation>This customer is in the recycle bin</translation>
        </message>
        <message>
            <source>恢复</source>
            <translation>Restore</translation>
        </message>
        <message numerus="yes">
            <source>%n 处冲突待处理</source>
            <translation>
                <numerusform>%n open conflict</numerusform>
                <numerusform>%n open conflicts</numerusform>
            </translation>
        </message>
        <message>
            <source>查看</source>
            <translation>View</translation>
        </message>
        <message>
            <source>草稿：资料未填完整或有误</source>
            <translation>Draft: incomplete or with errors</translation>
        </message>
        <message>
            <source>补充</source>
            <translation>Complete</translation>
        </message>
    </context>
    <context>
        <name>CardPanel</name>
        <message>
            <source>客户卡片</source>
            <translation>Customer card</translation>
        </message>
        <message>
            <source>没有选中客户</source>
            <translation>No customer selected</translation>
        </message>
        <message>
            <source>在左边的列表里选一位，这里显示他的资料。</source>
            <translation>Choose one in the list; the details appear here.</translation>
        </message>
        <message numerus="yes">
            <source>已选 %n 位客户</source>
            <translation>
                <numerusform>%n customer selected</numerusform>
                <numerusform>%n customers selected</numerusform>
            </translation>
        </message>
        <message>
            <source>可以一起打印、导出或移到回收站。</source>
            <translation>Print or export them together, or move them to the recycle bin.</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>导出</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>删除</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>联系人</source>
            <translation>Contacts</translation>
        </message>
        <message>
            <source>家庭成员</source>
            <translation>Family</translation>
        </message>
        <message>
            <source>资料</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>变更历史</source>
            <translation>History</translation>
        </message>
    </context>
    <context>
        <name>CentreHead</name>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>取消核对</source>
            <translation>Cancel the check</translation>
        </message>
        <message>
            <source>打开文件夹</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>打开副本所在的文件夹</source>
            <translation>Open the folder of the copy</translation>
        </message>
        <message>
            <source>等正在进行的同步结束…</source>
            <translation>Waiting for the present sync to end…</translation>
        </message>
        <message>
            <source>正在与服务器逐项核对…</source>
            <translation>Comparing with the server, item by item…</translation>
        </message>
    </context>
    <context>
        <name>ChangeDetail</name>
        <message>
            <source>显示或隐藏敏感内容</source>
            <translation>Show or hide sensitive content</translation>
        </message>
        <message>
            <source>只看这个字段</source>
            <translation>Only this field</translation>
        </message>
        <message>
            <source>改前</source>
            <translation>Before</translation>
        </message>
        <message>
            <source>改后</source>
            <translation>After</translation>
        </message>
        <message>
            <source>留下的值</source>
            <translation>Value that stayed</translation>
        </message>
        <message>
            <source>被覆盖的值</source>
            <translation>Overwritten value</translation>
        </message>
        <message>
            <source>填入改前的值</source>
            <translation>Fill in the value before</translation>
        </message>
        <message>
            <source>填入这个值</source>
            <translation>Fill in this value</translation>
        </message>
        <message>
            <source>采用改前的值</source>
            <translation>Take the value before</translation>
        </message>
        <message>
            <source>采用这个值</source>
            <translation>Take this value</translation>
        </message>
    </context>
    <context>
        <name>ChipBar</name>
        <message>
            <source>快速筛选</source>
            <translation>Quick filters</translation>
        </message>
        <message>
            <source>筛选</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>列</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>显示客户卡片</source>
            <translation>Show the customer card</translation>
        </message>
    </context>
    <context>
        <name>ChipSetEditor</name>
        <message>
            <source>输入后按回车添加</source>
            <translation>Type, then press Enter</translation>
        </message>
        <message>
            <source>删除“%1”</source>
            <translation>Remove "%1"</translation>
        </message>
    </context>
    <context>
        <name>Chips</name>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>VIP 客户</source>
            <translation>VIP</translation>
        </message>
        <message>
            <source>主要客户</source>
            <translation>Major</translation>
        </message>
        <message>
            <source>草稿</source>
            <translation>Drafts</translation>
        </message>
        <message>
            <source>待发送</source>
            <translation>To upload</translation>
        </message>
        <message>
            <source>有冲突</source>
            <translation>Conflicts</translation>
        </message>
        <message>
            <source>有更新</source>
            <translation>Updated</translation>
        </message>
        <message>
            <source>本月新建</source>
            <translation>New this month</translation>
        </message>
        <message>
            <source>久未更新</source>
            <translation>Stale</translation>
        </message>
    </context>
    <context>
        <name>ChoiceEditor</name>
        <message>
            <source>（不填）</source>
            <translation>(none)</translation>
        </message>
    </context>
    <context>
        <name>ColumnPopover</name>
        <message>
            <source>显示的列</source>
            <translation>Columns shown</translation>
        </message>
        <message>
            <source>恢复默认</source>
            <translation>Reset</translation>
        </message>
        <message>
            <source>拖动可调整顺序，键盘用 Ctrl+↑ ↓。</source>
            <translation>Drag to reorder, or press Ctrl+↑ ↓.</translation>
        </message>
        <message numerus="yes">
            <source>窗口较窄，%n 列暂时收起。</source>
            <translation>
                <numerusform>The window is narrow: %n column is folded away. </numerusform>
                <numerusform>The window is narrow: %n columns are folded away. </numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Columns</name>
        <message>
            <source>序号</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>联系电话</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>地区</source>
            <translation>Region</translation>
        </message>
        <message>
            <source>地址</source>
            <translation>Address</translation>
        </message>
        <message>
            <source>联系人</source>
            <translation>Contacts</translation>
        </message>
        <message>
            <source>更新日期</source>
            <translation>Updated</translation>
        </message>
        <message>
            <source>同步</source>
            <translation>Sync</translation>
        </message>
        <message>
            <source>完整度</source>
            <translation>Complete</translation>
        </message>
        <message>
            <source>建档日期</source>
            <translation>Filed on</translation>
        </message>
    </context>
    <context>
        <name>CompanyPage</name>
        <message>
            <source>还没有连接公司服务器：资料只在这台电脑上。连接后自动同步，没有网络时照常工作。</source>
            <translation>No company server yet: your data is on this computer only. Once connected it synchronises by itself; without a network you keep working.</translation>
        </message>
        <message>
            <source>已连接，自动同步。</source>
            <translation>Connected; synchronises by itself.</translation>
        </message>
        <message>
            <source>服务器</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>公司</source>
            <translation>Company</translation>
        </message>
        <message>
            <source>用户</source>
            <translation>User</translation>
        </message>
        <message>
            <source>团队</source>
            <translation>Team</translation>
        </message>
        <message>
            <source>本机名称</source>
            <translation>This computer</translation>
        </message>
        <message>
            <source>本机代码</source>
            <translation>Device code</translation>
        </message>
        <message>
            <source>重新登录…</source>
            <translation>Sign in again...</translation>
        </message>
        <message>
            <source>连接公司…</source>
            <translation>Connect to company...</translation>
        </message>
    </context>
    <context>
        <name>ConflictDetail</name>
        <message>
            <source>打开客户</source>
            <translation>Open customer</translation>
        </message>
        <message>
            <source>显示或隐藏敏感内容</source>
            <translation>Show or hide sensitive content</translation>
        </message>
        <message>
            <source>采用</source>
            <translation>Use</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>原值</source>
            <translation>Before</translation>
        </message>
        <message>
            <source>现在的值</source>
            <translation>Value now</translation>
        </message>
        <message>
            <source>被覆盖的值</source>
            <translation>Overwritten value</translation>
        </message>
        <message>
            <source>现在</source>
            <translation>Now</translation>
        </message>
        <message>
            <source>没有写入的修改</source>
            <translation>Edit not applied</translation>
        </message>
        <message>
            <source>已删除</source>
            <translation>Deleted</translation>
        </message>
        <message>
            <source>删除</source>
            <translation>Delete</translation>
        </message>
    </context>
    <context>
        <name>ConflictsPage</name>
        <message>
            <source>冲突</source>
            <translation>Conflicts</translation>
        </message>
        <message>
            <source>筛选</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>此客户全部保留现值</source>
            <translation>Keep all of this customer</translation>
        </message>
        <message>
            <source>待处理</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>重要</source>
            <translation>Important</translation>
        </message>
        <message>
            <source>与我有关</source>
            <translation>About me</translation>
        </message>
        <message>
            <source>已处理</source>
            <translation>Decided</translation>
        </message>
        <message numerus="yes">
            <source>共 %n 处待处理</source>
            <translation>
                <numerusform>%n open</numerusform>
                <numerusform>%n open</numerusform>
            </translation>
        </message>
        <message>
            <source>还没有处理过冲突</source>
            <translation>No conflict decided yet</translation>
        </message>
        <message>
            <source>处理过的冲突会列在这里，可以再次查看。</source>
            <translation>Decided conflicts are listed here to look at again.</translation>
        </message>
        <message>
            <source>这里没有冲突</source>
            <translation>No conflicts here</translation>
        </message>
        <message>
            <source>其他冲突在「待处理」里。</source>
            <translation>Others are under “Open”.</translation>
        </message>
        <message>
            <source>没有冲突</source>
            <translation>No conflicts</translation>
        </message>
        <message>
            <source>两个人改了同一处资料时，被覆盖的值会留在这里，不会丢。</source>
            <translation>When two people change the same thing, the overwritten value is kept here; nothing is lost.</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message numerus="yes">
            <source>%n 处冲突保留了现值</source>
            <translation>
                <numerusform>%n conflict: value kept</numerusform>
                <numerusform>%n conflicts: values kept</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Courier</name>
        <message>
            <source>信使文件 (*.crmpost)</source>
            <translation>Courier files (*.crmpost)</translation>
        </message>
        <message>
            <source>写信使文件</source>
            <translation>Write a courier file</translation>
        </message>
        <message>
            <source>信使文件和回执 (*.crmpost *.crmanswer)</source>
            <translation>Courier files and answers (*.crmpost *.crmanswer)</translation>
        </message>
        <message>
            <source>收信使文件或回执</source>
            <translation>Take a courier file or an answer</translation>
        </message>
        <message>
            <source>回执 (*.crmanswer)</source>
            <translation>Answers (*.crmanswer)</translation>
        </message>
        <message>
            <source>保存回执</source>
            <translation>Save the answer</translation>
        </message>
        <message numerus="yes">
            <source>已把 %n 份同事的信使文件交给服务器，请把回执带回去</source>
            <translation>
                <numerusform>The server has %n colleague's courier file now; please take the answer back</numerusform>
                <numerusform>The server has %n colleagues' courier files now; please take the answers back</numerusform>
            </translation>
        </message>
        <message>
            <source>查看</source>
            <translation>Show</translation>
        </message>
        <message numerus="yes">
            <source>信使文件已写好，装了 %n 处修改</source>
            <translation>
                <numerusform>The courier file is written, with %n change</numerusform>
                <numerusform>The courier file is written, with %n changes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>还有 %n 处随下一份走</source>
            <translation>
                <numerusform>%n more goes with the next file</numerusform>
                <numerusform>%n more go with the next file</numerusform>
            </translation>
        </message>
        <message>
            <source>已收下%1的信使文件，下次同步时交给服务器</source>
            <translation>The courier file of %1 goes to the server with the next synchronisation</translation>
        </message>
        <message numerus="yes">
            <source>回执已收下：%n 处修改已送到服务器</source>
            <translation>
                <numerusform>Answer taken: %n change has reached the server</numerusform>
                <numerusform>Answer taken: %n changes have reached the server</numerusform>
            </translation>
        </message>
        <message>
            <source>这份回执没有新的内容</source>
            <translation>This answer holds nothing new</translation>
        </message>
        <message>
            <source>回执已保存，请带给写信的同事</source>
            <translation>The answer is saved; please take it to your colleague</translation>
        </message>
    </context>
    <context>
        <name>CourierDialog</name>
        <message>
            <source>把待发送的修改装进加密文件，由同事的电脑或优盘带到公司服务器，再把回执带回来。路上谁也看不到内容；文件丢了、重复了都不要紧，收到回执以前修改都在本机。</source>
            <translation>What waits goes into an encrypted file that a colleague's computer or a USB stick carries to the company's server, and an answer comes back. Nobody can read it on the way. A file may be lost or come twice: until the answer is here, the changes stay on this computer.</translation>
        </message>
        <message>
            <source>信使：没有网络时用文件同步</source>
            <translation>Courier: synchronise by file without a network</translation>
        </message>
        <message>
            <source>同事的修改只在联网同步时收到。</source>
            <translation>Colleagues' changes come only over a network.</translation>
        </message>
        <message>
            <source>替同事带的信使文件</source>
            <translation>Courier files carried for colleagues</translation>
        </message>
        <message>
            <source>没有替同事带文件</source>
            <translation>No files of colleagues</translation>
        </message>
        <message>
            <source>把同事的信使文件拖到窗口上，下次同步时会交给服务器，并取回给他的回执。</source>
            <translation>Drop a colleague's courier file on the window: the next synchronisation hands it to the server and brings the answer for your colleague.</translation>
        </message>
        <message>
            <source>写信使文件…</source>
            <translation>Write a courier file…</translation>
        </message>
        <message>
            <source>收信使文件或回执…</source>
            <translation>Take a courier file or answer…</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message numerus="yes">
            <source>本机有 %n 处修改待发送</source>
            <translation>
                <numerusform>%n change waits on this computer</numerusform>
                <numerusform>%n changes wait on this computer</numerusform>
            </translation>
        </message>
        <message>
            <source>本机没有待发送的修改</source>
            <translation>Nothing waits on this computer</translation>
        </message>
        <message>
            <source>同事</source>
            <translation>Colleague</translation>
        </message>
        <message>
            <source>收下时间</source>
            <translation>Taken</translation>
        </message>
        <message>
            <source>现在</source>
            <translation>Now</translation>
        </message>
        <message>
            <source>没有署名</source>
            <translation>Without a name</translation>
        </message>
        <message>
            <source>服务器没有收下</source>
            <translation>Refused by the server</translation>
        </message>
        <message>
            <source>服务器认不出这份文件：写信的电脑没有在这家公司登记，或文件有误。请让同事重新写一份，或联系管理员。</source>
            <translation>The server does not know this file: the computer that wrote it is not registered, or the file is wrong. Ask your colleague for a new one, or tell the administrator.</translation>
        </message>
        <message>
            <source>等待交给服务器</source>
            <translation>Waits for the server</translation>
        </message>
        <message>
            <source>下次联网同步时自动交给服务器，这里不用做什么。</source>
            <translation>The next synchronisation over a network hands it over by itself; there is nothing to do.</translation>
        </message>
        <message>
            <source>回执已保存</source>
            <translation>Answer saved</translation>
        </message>
        <message>
            <source>请把回执文件带给同事；可以再保存一次。</source>
            <translation>Please take the answer file to your colleague; it can be saved once more.</translation>
        </message>
        <message>
            <source>有回执，待带回</source>
            <translation>Answer to take back</translation>
        </message>
        <message>
            <source>服务器已经答复。请保存回执，用优盘或别的办法带给同事。</source>
            <translation>The server has answered. Save the answer and take it to your colleague, on a USB stick or otherwise.</translation>
        </message>
        <message>
            <source>保存回执…</source>
            <translation>Save the answer…</translation>
        </message>
    </context>
    <context>
        <name>CrashDialog</name>
        <message>
            <source>已复制</source>
            <translation>Copied</translation>
        </message>
        <message>
            <source>出错了</source>
            <translation>Something went wrong</translation>
        </message>
        <message>
            <source>错误报告</source>
            <translation>Error report</translation>
        </message>
        <message>
            <source>复制报告</source>
            <translation>Copy report</translation>
        </message>
        <message>
            <source>继续工作</source>
            <translation>Keep working</translation>
        </message>
    </context>
    <context>
        <name>CustomerEditor</name>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>另存为草稿</source>
            <translation>Save as draft</translation>
        </message>
        <message>
            <source>保存并新建</source>
            <translation>Save and new</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>上次未保存的输入已找回（%1）</source>
            <translation>Unsaved input was recovered (%1)</translation>
        </message>
        <message>
            <source>使用</source>
            <translation>Use it</translation>
        </message>
        <message>
            <source>丢弃</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>草稿没有写入。</source>
            <translation>The draft was not written.</translation>
        </message>
        <message numerus="yes">
            <source>有 %n 处内容无法识别，还不能保存；输入的内容都在。</source>
            <translation>
                <numerusform>%n entry cannot be read, so this cannot be saved yet; your input is kept.</numerusform>
                <numerusform>%n entries cannot be read, so this cannot be saved yet; your input is kept.</numerusform>
            </translation>
        </message>
        <message>
            <source>已建档：%1</source>
            <translation>Filed: %1</translation>
        </message>
        <message>
            <source>已存为草稿：%1</source>
            <translation>Saved as draft: %1</translation>
        </message>
        <message numerus="yes">
            <source>，还有 %n 处需要改正</source>
            <translation>
                <numerusform>, %n error to correct</numerusform>
                <numerusform>, %n errors to correct</numerusform>
            </translation>
        </message>
        <message>
            <source>客户信息表</source>
            <translation>Customer information table</translation>
        </message>
        <message>
            <source>输入的内容还没有保存。</source>
            <translation>What you entered is not saved.</translation>
        </message>
        <message>
            <source>存为草稿后可以随时继续填写。</source>
            <translation>As a draft it can be continued at any time.</translation>
        </message>
        <message>
            <source>保存草稿</source>
            <translation>Save draft</translation>
        </message>
        <message>
            <source>放弃</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>继续编辑</source>
            <translation>Keep editing</translation>
        </message>
        <message>
            <source>这位客户已不在本机，保存时会提示。输入的内容都在。</source>
            <translation>This customer is no longer on this computer; saving will tell. Your input is kept.</translation>
        </message>
        <message>
            <source>这位客户刚刚在别处被删除。输入的内容都在。</source>
            <translation>This customer was just deleted elsewhere. Your input is kept.</translation>
        </message>
        <message>
            <source>%1（您正在修改，保留您的输入）</source>
            <translation>%1 (you are editing it; your input is kept)</translation>
        </message>
        <message>
            <source>表格中的行</source>
            <translation>rows of the table</translation>
        </message>
        <message numerus="yes">
            <source> 等 %n 项</source>
            <translation>
                <numerusform> (%n change in all)</numerusform>
                <numerusform> (%n changes in all)</numerusform>
            </translation>
        </message>
        <message>
            <source>这位客户刚刚在别处被修改：%1</source>
            <translation>This customer was just changed elsewhere: %1</translation>
        </message>
    </context>
    <context>
        <name>CustomersPage</name>
        <message>
            <source>客户列表</source>
            <translation>Customer list</translation>
        </message>
        <message>
            <source>新建客户</source>
            <translation>New customer</translation>
        </message>
        <message>
            <source>显示全部客户</source>
            <translation>Show all customers</translation>
        </message>
        <message>
            <source>没有找到“%1”</source>
            <translation>Nothing found for "%1"</translation>
        </message>
        <message>
            <source>可以换个写法：姓名、拼音首字母、电话的一部分、地址。</source>
            <translation>Try another way: name, pinyin initials, part of a phone number, address.</translation>
        </message>
        <message>
            <source>新建“%1”</source>
            <translation>New customer "%1"</translation>
        </message>
        <message>
            <source>没有符合条件的客户</source>
            <translation>No customer matches</translation>
        </message>
        <message>
            <source>还没有客户</source>
            <translation>No customers yet</translation>
        </message>
        <message>
            <source>新建一位，或从 Excel、CSV、vCard 文件导入。</source>
            <translation>Add one, or import an Excel, CSV or vCard file.</translation>
        </message>
    </context>
    <context>
        <name>DateEditor</name>
        <message>
            <source>打开日历（F4）</source>
            <translation>Open the calendar (F4)</translation>
        </message>
    </context>
    <context>
        <name>Days</name>
        <message>
            <source>今天</source>
            <translation>today</translation>
        </message>
        <message>
            <source>昨天</source>
            <translation>yesterday</translation>
        </message>
    </context>
    <context>
        <name>Editing</name>
        <message numerus="yes">
            <source>有 %n 份未完成的输入</source>
            <translation>
                <numerusform>%n unfinished entry</numerusform>
                <numerusform>%n unfinished entries</numerusform>
            </translation>
        </message>
        <message>
            <source>继续</source>
            <translation>Continue</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>EditorFrame</name>
        <message>
            <source>表格分页</source>
            <translation>Pages of the table</translation>
        </message>
        <message>
            <source>信息表</source>
            <translation>Table</translation>
        </message>
        <message>
            <source>更多</source>
            <translation>More</translation>
        </message>
        <message>
            <source>经营资料</source>
            <translation>Business</translation>
        </message>
    </context>
    <context>
        <name>EnrollDialog</name>
        <message>
            <source>连接到公司</source>
            <translation>Connect to my company</translation>
        </message>
        <message>
            <source>连接后，您的客户会自动与公司服务器同步；没有网络时照常工作，改动先存在本机。</source>
            <translation>Your customers then synchronise with the company server by themselves. Without a network you keep working; changes wait on this computer.</translation>
        </message>
        <message>
            <source>本机有示例数据。示例客户不会上传，建议先清除。</source>
            <translation>This computer holds sample data. It is never uploaded; better remove it first.</translation>
        </message>
        <message>
            <source>清除示例数据</source>
            <translation>Remove sample data</translation>
        </message>
        <message>
            <source>服务器地址</source>
            <translation>Server address</translation>
        </message>
        <message>
            <source>由管理员提供，以 https:// 开头。</source>
            <translation>From your administrator; starts with https://.</translation>
        </message>
        <message>
            <source>用户名</source>
            <translation>User name</translation>
        </message>
        <message>
            <source>密码</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>只用来登录一次，不会保存。</source>
            <translation>Used once to sign in, never kept.</translation>
        </message>
        <message>
            <source>本机名称</source>
            <translation>This computer</translation>
        </message>
        <message>
            <source>管理员用它认出这台电脑。</source>
            <translation>Tells your administrator which computer this is.</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>连接</source>
            <translation>Connect</translation>
        </message>
        <message>
            <source>正在连接…</source>
            <translation>Connecting...</translation>
        </message>
        <message>
            <source>请填写这一项。</source>
            <translation>Please fill this in.</translation>
        </message>
        <message>
            <source>已连接 {company}，正在取回您的客户</source>
            <translation>Connected to {company}; fetching your customers</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>知道了</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>资料没有改动。</source>
            <translation>Your data is unchanged.</translation>
        </message>
        <message>
            <source>本机资料库出错。</source>
            <translation>The data file on this computer failed.</translation>
        </message>
        <message>
            <source>请再试一次；仍不行就重新启动程序。</source>
            <translation>Try again; if it fails again, restart the program.</translation>
        </message>
        <message>
            <source>口令不对，打不开资料库。</source>
            <translation>Wrong passphrase; the data file stays closed.</translation>
        </message>
        <message>
            <source>请检查大小写和输入法后再试。</source>
            <translation>Check capitals and the input method, then try again.</translation>
        </message>
        <message>
            <source>系统里没有找到资料库的密钥。</source>
            <translation>This system does not hold the key of the data file.</translation>
        </message>
        <message>
            <source>请输入建立资料库时设定的口令。</source>
            <translation>Enter the passphrase chosen when the data file was made.</translation>
        </message>
        <message>
            <source>资料库文件已损坏，读不出来。</source>
            <translation>The data file is damaged and cannot be read.</translation>
        </message>
        <message>
            <source>自动备份和已同步到服务器的资料不受影响。</source>
            <translation>Automatic backups and everything on the server are safe.</translation>
        </message>
        <message>
            <source>请从「设置 › 备份」恢复最近一份备份。</source>
            <translation>Restore the latest backup under Settings › Backup.</translation>
        </message>
        <message>
            <source>这个文件夹里没有资料库。</source>
            <translation>There is no data file in this folder.</translation>
        </message>
        <message>
            <source>请检查文件夹，或建立新的资料库。</source>
            <translation>Check the folder, or make a new data file.</translation>
        </message>
        <message>
            <source>资料库由更新的版本写成。</source>
            <translation>The data file was written by a newer version.</translation>
        </message>
        <message>
            <source>请安装最新版本后再打开。</source>
            <translation>Install the latest version, then open it.</translation>
        </message>
        <message>
            <source>磁盘已满，没有保存。</source>
            <translation>The disk is full; nothing was saved.</translation>
        </message>
        <message>
            <source>以前保存的内容都在，屏幕上的内容还在。</source>
            <translation>Earlier saves are safe, and your text is still on screen.</translation>
        </message>
        <message>
            <source>请腾出空间后再保存。</source>
            <translation>Free some space, then save again.</translation>
        </message>
        <message>
            <source>另一个程序正在使用资料库。</source>
            <translation>Another program is using the data file.</translation>
        </message>
        <message>
            <source>请关闭另一个窗口或杀毒软件的扫描后再试。</source>
            <translation>Close the other window or the virus scan, then try again.</translation>
        </message>
        <message>
            <source>找不到这份备份。</source>
            <translation>This backup cannot be found.</translation>
        </message>
        <message>
            <source>请另选一份备份。</source>
            <translation>Choose another backup.</translation>
        </message>
        <message>
            <source>内存不足，操作没有完成。</source>
            <translation>Not enough memory; the step was not finished.</translation>
        </message>
        <message>
            <source>已保存的内容都在。</source>
            <translation>Everything saved is safe.</translation>
        </message>
        <message>
            <source>请关闭其他程序后再试。</source>
            <translation>Close other programs, then try again.</translation>
        </message>
        <message>
            <source>程序内部出错，这一步没有完成。</source>
            <translation>An internal error stopped this step.</translation>
        </message>
        <message>
            <source>请再试一次；仍出错时把报告发给管理员。</source>
            <translation>Try again; if it fails again, send the report to your administrator.</translation>
        </message>
        <message>
            <source>没有任何改动。</source>
            <translation>Nothing was changed.</translation>
        </message>
        <message>
            <source>这一步的内容不对。</source>
            <translation>Something in this step is not right.</translation>
        </message>
        <message>
            <source>请检查输入后再试。</source>
            <translation>Check what you entered, then try again.</translation>
        </message>
        <message>
            <source>有一项内容不对。</source>
            <translation>One value is not right.</translation>
        </message>
        <message>
            <source>没有这个项目：%field</source>
            <translation>There is no such field: %field</translation>
        </message>
        <message>
            <source>请检查名称。</source>
            <translation>Check the name.</translation>
        </message>
        <message>
            <source>一次选得太多。</source>
            <translation>Too many at once.</translation>
        </message>
        <message>
            <source>请分几次进行。</source>
            <translation>Do it in several steps.</translation>
        </message>
        <message>
            <source>没有可打印的内容。</source>
            <translation>There is nothing to print.</translation>
        </message>
        <message>
            <source>请先选一位客户。</source>
            <translation>Choose a customer first.</translation>
        </message>
        <message>
            <source>找不到这条资料。</source>
            <translation>This record cannot be found.</translation>
        </message>
        <message>
            <source>它可能已被删除，请刷新列表。</source>
            <translation>It may have been deleted; refresh the list.</translation>
        </message>
        <message>
            <source>规则不允许这样改。</source>
            <translation>A rule does not allow this change.</translation>
        </message>
        <message>
            <source>请按提示修改后再保存。</source>
            <translation>Follow the hints, then save again.</translation>
        </message>
        <message>
            <source>这位客户已删除。</source>
            <translation>This customer has been deleted.</translation>
        </message>
        <message>
            <source>请先从回收站恢复，再修改。</source>
            <translation>Restore it from the recycle bin before changing it.</translation>
        </message>
        <message>
            <source>这条记录有一项不符合规则。</source>
            <translation>A value of this record breaks a rule.</translation>
        </message>
        <message>
            <source>这处冲突已经处理过。</source>
            <translation>This conflict has been decided already.</translation>
        </message>
        <message>
            <source>列表会自动刷新；需要时可以在历史里取用另一个值。</source>
            <translation>The list refreshes by itself; the other value can still be taken from the history.</translation>
        </message>
        <message>
            <source>这处冲突不能这样处理。</source>
            <translation>This conflict cannot be decided that way.</translation>
        </message>
        <message>
            <source>请改用别的处理方式，或升级程序。</source>
            <translation>Decide it another way, or upgrade the program.</translation>
        </message>
        <message>
            <source>这个客户编号已被使用。</source>
            <translation>This customer number is taken.</translation>
        </message>
        <message>
            <source>请换一个编号。</source>
            <translation>Choose another number.</translation>
        </message>
        <message>
            <source>资料库没有改动。</source>
            <translation>Your customers are unchanged.</translation>
        </message>
        <message>
            <source>已停止。</source>
            <translation>Stopped.</translation>
        </message>
        <message>
            <source>停止以前完成的部分都在。</source>
            <translation>What was done before is kept.</translation>
        </message>
        <message>
            <source>需要时可以重新开始。</source>
            <translation>Start again when you need to.</translation>
        </message>
        <message>
            <source>文件读写失败。</source>
            <translation>The file could not be read or written.</translation>
        </message>
        <message>
            <source>请检查文件后再试。</source>
            <translation>Check the file, then try again.</translation>
        </message>
        <message>
            <source>文件读不出来。</source>
            <translation>The file cannot be read.</translation>
        </message>
        <message>
            <source>请先在别的程序里关闭它，或另存一份再试。</source>
            <translation>Close it in other programs or save a copy, then try again.</translation>
        </message>
        <message>
            <source>文件已损坏。</source>
            <translation>The file is damaged.</translation>
        </message>
        <message>
            <source>请用原来的程序打开并另存一份再试。</source>
            <translation>Open it in its own program, save a copy and try that.</translation>
        </message>
        <message>
            <source>文件有密码保护。</source>
            <translation>The file is protected by a password.</translation>
        </message>
        <message>
            <source>请先去掉密码，另存后再导入。</source>
            <translation>Save a copy without the password and import that.</translation>
        </message>
        <message>
            <source>文件是空的。</source>
            <translation>The file is empty.</translation>
        </message>
        <message>
            <source>请换一个文件。</source>
            <translation>Choose another file.</translation>
        </message>
        <message>
            <source>文件太大。</source>
            <translation>The file is too large.</translation>
        </message>
        <message>
            <source>请拆成几个文件再导入。</source>
            <translation>Split it into several files and import those.</translation>
        </message>
        <message>
            <source>不认识这种文件。</source>
            <translation>This kind of file is unknown.</translation>
        </message>
        <message>
            <source>可以用 xlsx、xls、csv、vcf 或 jsonl。</source>
            <translation>Use xlsx, xls, csv, vcf or jsonl.</translation>
        </message>
        <message>
            <source>文字编码不认识。</source>
            <translation>The text encoding is unknown.</translation>
        </message>
        <message>
            <source>请另存为 UTF-8 或 GB18030 的 csv。</source>
            <translation>Save it as csv in UTF-8 or GB18030.</translation>
        </message>
        <message>
            <source>这是文件夹，不是文件。</source>
            <translation>This is a folder, not a file.</translation>
        </message>
        <message>
            <source>请选文件夹里的一个文件。</source>
            <translation>Choose a file inside the folder.</translation>
        </message>
        <message>
            <source>文件写不进去。</source>
            <translation>The file cannot be written.</translation>
        </message>
        <message>
            <source>请换一个文件夹，或先关闭打开着它的程序。</source>
            <translation>Choose another folder, or close the program that has it open.</translation>
        </message>
        <message>
            <source>打印没有成功。</source>
            <translation>Printing failed.</translation>
        </message>
        <message>
            <source>请检查打印机，或改为输出 PDF。</source>
            <translation>Check the printer, or make a PDF instead.</translation>
        </message>
        <message>
            <source>程序缺少字体文件。</source>
            <translation>The program lacks a font file.</translation>
        </message>
        <message>
            <source>请重新安装程序。</source>
            <translation>Install the program again.</translation>
        </message>
        <message>
            <source>改动都保存在本机，稍后会自动上传。</source>
            <translation>Your changes are kept on this computer and will be sent later.</translation>
        </message>
        <message>
            <source>同步没有完成。</source>
            <translation>Synchronisation was not finished.</translation>
        </message>
        <message>
            <source>程序会自动再试。</source>
            <translation>The program will try again by itself.</translation>
        </message>
        <message>
            <source>连不上公司服务器。</source>
            <translation>The company server cannot be reached.</translation>
        </message>
        <message>
            <source>有网络时会自动再试，可以继续工作。</source>
            <translation>Keep working; it will be tried again when there is a network.</translation>
        </message>
        <message>
            <source>网络可能需要登录：回答的是一个网页，不是公司服务器。</source>
            <translation>The network may want a log-in: a web page answered, not the company server.</translation>
        </message>
        <message>
            <source>请打开浏览器登录网络；如果网络不用登录，请检查服务器地址。</source>
            <translation>Log in to the network with a browser; if it needs no log-in, check the server's address.</translation>
        </message>
        <message>
            <source>回答的不是公司服务器，可能是代理，或地址不对。</source>
            <translation>What answered is not the company server: perhaps a proxy, or the address is wrong.</translation>
        </message>
        <message>
            <source>请换一个网络；仍不行请和管理员核对服务器地址。</source>
            <translation>Try another network; if that does not help, check the address with your administrator.</translation>
        </message>
        <message>
            <source>还没有连接公司服务器。</source>
            <translation>No company server is connected yet.</translation>
        </message>
        <message>
            <source>资料保存在本机。</source>
            <translation>Your data is kept on this computer.</translation>
        </message>
        <message>
            <source>请在「设置 › 同步」里连接。</source>
            <translation>Connect under Settings › Synchronisation.</translation>
        </message>
        <message>
            <source>服务器拒绝了请求。</source>
            <translation>The server refused the request.</translation>
        </message>
        <message>
            <source>请检查用户名和口令，或联系管理员。</source>
            <translation>Check user name and password, or ask your administrator.</translation>
        </message>
        <message>
            <source>服务器地址不对。</source>
            <translation>The server address is not right.</translation>
        </message>
        <message>
            <source>请照管理员给的地址重新输入。</source>
            <translation>Enter the address your administrator gave you.</translation>
        </message>
        <message>
            <source>这个地址没有加密，不能使用。</source>
            <translation>This address is not encrypted and cannot be used.</translation>
        </message>
        <message>
            <source>请用 https 开头的地址。</source>
            <translation>Use an address that starts with https.</translation>
        </message>
        <message>
            <source>这不是原来的服务器。</source>
            <translation>This is not the same server as before.</translation>
        </message>
        <message>
            <source>请联系管理员，不要重新输入口令。</source>
            <translation>Ask your administrator; do not enter your password again.</translation>
        </message>
        <message>
            <source>这台电脑已被管理员停用。</source>
            <translation>An administrator has ended this computer's access.</translation>
        </message>
        <message>
            <source>资料仍在本机，没有上传的改动也在。</source>
            <translation>Your data stays on this computer, and so do changes not sent yet.</translation>
        </message>
        <message>
            <source>请联系管理员。</source>
            <translation>Please ask your administrator.</translation>
        </message>
        <message>
            <source>这台电脑已被锁定：它的旧登录又被用了一次，可能有人复制了它。</source>
            <translation>This computer is locked: an old sign-in of it was used again, so somebody may have a copy.</translation>
        </message>
        <message>
            <source>请给管理员打电话；如果刚恢复过系统，请告诉他。</source>
            <translation>Please call your administrator, and say so if this computer was restored from a backup.</translation>
        </message>
        <message>
            <source>只有管理员可以这样做。</source>
            <translation>Only administrators may do this.</translation>
        </message>
        <message>
            <source>没有任何改变。</source>
            <translation>Nothing was changed.</translation>
        </message>
        <message>
            <source>代码不对。</source>
            <translation>The code is wrong.</translation>
        </message>
        <message>
            <source>资料都在。</source>
            <translation>Your data is safe.</translation>
        </message>
        <message>
            <source>请把屏幕上的问题再报一次给管理员。</source>
            <translation>Please read the question on the screen to your administrator again.</translation>
        </message>
        <message>
            <source>不能用代码解锁。</source>
            <translation>No code can unlock this.</translation>
        </message>
        <message>
            <source>请联网后再试，或联系管理员。</source>
            <translation>Please connect to a network and try again, or ask your administrator.</translation>
        </message>
        <message>
            <source>本机资料已按公司的要求清除。</source>
            <translation>The data of this computer was destroyed as your company ordered.</translation>
        </message>
        <message>
            <source>已交接的内容在公司服务器上。</source>
            <translation>What was handed over is on your company’s server.</translation>
        </message>
        <message>
            <source>服务器证书有问题，没有连接。</source>
            <translation>The certificate of the server is faulty; no connection was made.</translation>
        </message>
        <message>
            <source>请检查电脑的日期；仍不行请联系管理员。</source>
            <translation>Check the date of this computer; if it still fails, ask your administrator.</translation>
        </message>
        <message>
            <source>改动都保存在本机。</source>
            <translation>All changes are kept on this computer.</translation>
        </message>
        <message>
            <source>没有待发送的修改。</source>
            <translation>Nothing waits to be sent.</translation>
        </message>
        <message>
            <source>有修改时再写信使文件。</source>
            <translation>Write a courier file when there are changes.</translation>
        </message>
        <message>
            <source>这不是信使文件。</source>
            <translation>This is no courier file.</translation>
        </message>
        <message>
            <source>请选 crmpost 或 crmanswer 文件。</source>
            <translation>Please choose a crmpost or crmanswer file.</translation>
        </message>
        <message>
            <source>信使文件已损坏或不完整，没有收下。</source>
            <translation>The courier file is damaged or incomplete and was not taken.</translation>
        </message>
        <message>
            <source>请重新拷贝一份，或让对方再写一次。</source>
            <translation>Please copy it again, or have it written anew.</translation>
        </message>
        <message>
            <source>信使文件由更新的版本写成。</source>
            <translation>The courier file was written by a newer version.</translation>
        </message>
        <message>
            <source>这是另一家公司的信使文件。</source>
            <translation>This courier file belongs to another company.</translation>
        </message>
        <message>
            <source>请和把文件交给您的人核对。</source>
            <translation>Please ask whoever gave you the file.</translation>
        </message>
        <message>
            <source>这份回执是给另一台电脑的。</source>
            <translation>This answer is for another computer.</translation>
        </message>
        <message>
            <source>请把文件交给写信的同事。</source>
            <translation>Please give the file to the colleague who wrote the letter.</translation>
        </message>
        <message>
            <source>这是本机自己写的信使文件。</source>
            <translation>This courier file was written on this computer.</translation>
        </message>
        <message>
            <source>请交给同事或管理员，由他们带给服务器。</source>
            <translation>Please give it to a colleague or the administrator, who takes it to the server.</translation>
        </message>
        <message>
            <source>这台电脑还没有和服务器交换密钥。</source>
            <translation>This computer has not exchanged keys with the server yet.</translation>
        </message>
        <message>
            <source>请先联网同步一次，以后就可以写信使文件。</source>
            <translation>Please synchronise once over a network; then courier files can be written.</translation>
        </message>
        <message>
            <source>这份信使文件还没有回执。</source>
            <translation>There is no answer to this courier file yet.</translation>
        </message>
        <message>
            <source>请先联网同步。</source>
            <translation>Please synchronise over a network first.</translation>
        </message>
        <message>
            <source>服务器从备份恢复过，没有收下这份信使文件。</source>
            <translation>The server was restored from a backup and did not take this courier file.</translation>
        </message>
        <message>
            <source>请再写一份信使文件。</source>
            <translation>Please write another courier file.</translation>
        </message>
        <message>
            <source>您的账号已被停用。</source>
            <translation>Your account was disabled.</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>导出客户</source>
            <translation>Export customers</translation>
        </message>
        <message>
            <source>格式</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Excel 工作簿（.xlsx）</source>
            <translation>Excel workbook (.xlsx)</translation>
        </message>
        <message>
            <source>逗号分隔（.csv）</source>
            <translation>Comma separated (.csv)</translation>
        </message>
        <message>
            <source>通讯录 vCard（.vcf）</source>
            <translation>Contacts, vCard (.vcf)</translation>
        </message>
        <message>
            <source>完整数据（.jsonl）</source>
            <translation>Complete data (.jsonl)</translation>
        </message>
        <message>
            <source>范围</source>
            <translation>Range</translation>
        </message>
        <message>
            <source>选中的客户</source>
            <translation>Selected customers</translation>
        </message>
        <message>
            <source>当前列表</source>
            <translation>Current list</translation>
        </message>
        <message>
            <source>全部客户</source>
            <translation>All customers</translation>
        </message>
        <message>
            <source>证件号码、健康状况、收入、家庭成员和联系人属于敏感信息，默认不导出；未满 14 周岁者的资料也不导出。</source>
            <translation>ID numbers, health, income, family members and contacts are sensitive and left out, as is everything about children under 14.</translation>
        </message>
        <message>
            <source>包含敏感信息</source>
            <translation>Include sensitive data</translation>
        </message>
        <message>
            <source>文件不加密，谁拿到都能看到全部内容。这次导出会记录姓名、时间、数量和用途。</source>
            <translation>The file is not encrypted: whoever has it can read everything. This export is logged with your name, time, number and purpose.</translation>
        </message>
        <message>
            <source>我明白后果，并会妥善保管和及时删除这个文件</source>
            <translation>I understand, and will keep this file safe and delete it in time</translation>
        </message>
        <message>
            <source>用途</source>
            <translation>Purpose</translation>
        </message>
        <message>
            <source>例如：应客户本人要求提供资料。</source>
            <translation>For example: requested by the customer.</translation>
        </message>
        <message>
            <source>正在导出…</source>
            <translation>Exporting...</translation>
        </message>
        <message>
            <source>打开文件</source>
            <translation>Open file</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>导出到</source>
            <translation>Export to</translation>
        </message>
        <message>
            <source>导出…</source>
            <translation>Export...</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>已导出 {n} 位客户到 {file}</source>
            <translation>{n} customers exported to {file}</translation>
        </message>
        <message>
            <source>已取消，没有留下文件。</source>
            <translation>Cancelled; no file was left behind.</translation>
        </message>
    </context>
    <context>
        <name>FieldCell</name>
        <message>
            <source>%1（必填）</source>
            <translation>%1 (required)</translation>
        </message>
    </context>
    <context>
        <name>FieldHistory</name>
        <message>
            <source>%1 的变更历史</source>
            <translation>History of %1</translation>
        </message>
        <message>
            <source>这个字段没有改过</source>
            <translation>This field was never changed</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>FieldMenu</name>
        <message>
            <source>这个字段的历史</source>
            <translation>History of this field</translation>
        </message>
    </context>
    <context>
        <name>FieldsTab</name>
        <message>
            <source>更多</source>
            <translation>More</translation>
        </message>
        <message numerus="yes">
            <source>还有 %n 项未填写，去补充</source>
            <translation>
                <numerusform>%n field is empty: fill it in</numerusform>
                <numerusform>%n fields are empty: fill them in</numerusform>
            </translation>
        </message>
        <message>
            <source>编号 %1</source>
            <translation>No. %1</translation>
        </message>
    </context>
    <context>
        <name>FilePage</name>
        <message>
            <source>把文件拖到这里</source>
            <translation>Drop a file here</translation>
        </message>
        <message>
            <source>xlsx、xls、ods、csv（UTF-8 或 GB18030）、vCard 通讯录、jsonl</source>
            <translation>xlsx, xls, ods, csv (UTF-8 or GB18030), vCard contacts, jsonl</translation>
        </message>
        <message>
            <source>11 位手机号、开头的 0、Excel 日期和 1.38E+10 会自动修复；不能确定的会列出来，不会悄悄改错。</source>
            <translation>11-digit phones, leading zeros, Excel dates and 1.38E+10 are repaired; whatever is unsure is listed, never changed silently.</translation>
        </message>
        <message>
            <source>选择文件…</source>
            <translation>Choose a file...</translation>
        </message>
        <message>
            <source>正在读取文件</source>
            <translation>Reading the file</translation>
        </message>
        <message>
            <source>选择要导入的文件</source>
            <translation>Choose the file to import</translation>
        </message>
        <message>
            <source>客户列表</source>
            <translation>Customer list</translation>
        </message>
    </context>
    <context>
        <name>FilterPopover</name>
        <message>
            <source>筛选</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>清除筛选</source>
            <translation>Clear filters</translation>
        </message>
        <message>
            <source>地区</source>
            <translation>Region</translation>
        </message>
        <message>
            <source>不限</source>
            <translation>Any</translation>
        </message>
    </context>
    <context>
        <name>FirstStart</name>
        <message>
            <source>欢迎使用客户管家</source>
            <translation>Welcome to Desktop CRM</translation>
        </message>
        <message>
            <source>资料加密保存在这台电脑上，没有网络也能工作。</source>
            <translation>Your data is kept encrypted on this computer; it works without a network.</translation>
        </message>
        <message>
            <source>语言</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>您的姓名</source>
            <translation>Your name</translation>
        </message>
        <message>
            <source>作为签单人员印在客户信息表上。</source>
            <translation>Printed on the table as "signed by".</translation>
        </message>
        <message>
            <source>公司名称</source>
            <translation>Company name</translation>
        </message>
        <message>
            <source>印在表头，可以以后再填。</source>
            <translation>Printed at the top; can be filled in later.</translation>
        </message>
        <message>
            <source>保护口令</source>
            <translation>Passphrase</translation>
        </message>
        <message>
            <source>再输入一次</source>
            <translation>Passphrase again</translation>
        </message>
        <message>
            <source>请记牢：忘记后资料无法找回。</source>
            <translation>Remember it: without it the data is lost.</translation>
        </message>
        <message>
            <source>您想怎样开始？</source>
            <translation>How would you like to begin?</translation>
        </message>
        <message>
            <source>用示例数据试用</source>
            <translation>Try with sample data</translation>
        </message>
        <message>
            <source>载入 300 位虚构客户，随时可以一步清除，不会上传。</source>
            <translation>300 invented customers, removed in one step.</translation>
        </message>
        <message>
            <source>连接到公司</source>
            <translation>Connect to my company</translation>
        </message>
        <message>
            <source>输入管理员给的地址和账号，取得您负责的客户。</source>
            <translation>With the address and account you were given.</translation>
        </message>
        <message>
            <source>导入我的 Excel</source>
            <translation>Import my Excel</translation>
        </message>
        <message>
            <source>支持 xlsx、csv 和手机通讯录 vCard，导入前先预览。</source>
            <translation>xlsx, csv or vCard, with a preview first.</translation>
        </message>
        <message>
            <source>直接开始</source>
            <translation>Start empty</translation>
        </message>
        <message>
            <source>「直接开始」会建立一个空的资料库。</source>
            <translation>"Start empty" makes an empty data file.</translation>
        </message>
        <message>
            <source>正在载入示例数据…</source>
            <translation>Loading the sample data...</translation>
        </message>
        <message>
            <source>正在建立资料库…</source>
            <translation>Making the data file...</translation>
        </message>
        <message>
            <source>至少 8 个字符，每次打开时输入。</source>
            <translation>At least 8 characters, asked at every start.</translation>
        </message>
        <message>
            <source>还太短：至少 8 个字符。</source>
            <translation>Too short: at least 8 characters.</translation>
        </message>
        <message>
            <source>强度一般：再长一些更好。</source>
            <translation>Fair: longer is better.</translation>
        </message>
        <message>
            <source>强度好。</source>
            <translation>Strong.</translation>
        </message>
        <message>
            <source>请填写姓名，新客户的签单人员要用它。</source>
            <translation>Enter your name; new customers are signed with it.</translation>
        </message>
        <message>
            <source>口令至少要 8 个字符。</source>
            <translation>The passphrase needs at least 8 characters.</translation>
        </message>
        <message>
            <source>两次输入的口令不一样。</source>
            <translation>The two passphrases differ.</translation>
        </message>
    </context>
    <context>
        <name>GridTab</name>
        <message>
            <source>还没有填写。</source>
            <translation>Nothing entered yet.</translation>
        </message>
    </context>
    <context>
        <name>GridTable</name>
        <message>
            <source>上移</source>
            <translation>Move up</translation>
        </message>
        <message>
            <source>下移</source>
            <translation>Move down</translation>
        </message>
        <message>
            <source>在下面插入一行</source>
            <translation>Insert a row below</translation>
        </message>
        <message>
            <source>删除这一行</source>
            <translation>Delete this row</translation>
        </message>
        <message>
            <source>添加%1</source>
            <translation>Add %1</translation>
        </message>
        <message>
            <source>Ctrl+回车在当前行下面插入</source>
            <translation>Ctrl+Enter inserts below the current row</translation>
        </message>
        <message>
            <source>第 %1 行的更多项目</source>
            <translation>More fields of row %1</translation>
        </message>
        <message>
            <source>第 %1 行的操作</source>
            <translation>Actions of row %1</translation>
        </message>
        <message>
            <source>第 %1 行 %2</source>
            <translation>Row %1, %2</translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <source>新建</source>
            <translation>Created</translation>
        </message>
        <message>
            <source>删除</source>
            <translation>Deleted</translation>
        </message>
        <message>
            <source>恢复</source>
            <translation>Restored</translation>
        </message>
        <message>
            <source>修改</source>
            <translation>Changed</translation>
        </message>
        <message>
            <source>待发送</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>被 %1 覆盖</source>
            <translation>Overwritten by %1</translation>
        </message>
        <message>
            <source>没有生效</source>
            <translation>Not in force</translation>
        </message>
        <message>
            <source>没有写入</source>
            <translation>Set aside</translation>
        </message>
        <message>
            <source>已合并</source>
            <translation>Joined</translation>
        </message>
        <message>
            <source>现在的值</source>
            <translation>Present value</translation>
        </message>
        <message>
            <source>离线</source>
            <translation>Offline</translation>
        </message>
        <message>
            <source>被 %1 覆盖为「%2」，对方当时没有看到这个值。</source>
            <translation>Overwritten with “%2” by %1, who had not seen this value.</translation>
        </message>
        <message>
            <source>后来由 %1 改为「%2」（%3）。</source>
            <translation>Later changed to “%2” by %1 (%3).</translation>
        </message>
        <message>
            <source>还在本机，联网后发送。</source>
            <translation>Still on this laptop; it is sent when there is a network.</translation>
        </message>
        <message>
            <source>两个人同时写的内容已合并在一起。</source>
            <translation>What two people wrote at the same time was joined.</translation>
        </message>
        <message>
            <source>没有生效：服务器上另一个值更晚。</source>
            <translation>Not in force: another value at the server was later.</translation>
        </message>
        <message>
            <source>服务器保留了它，但没有写入。</source>
            <translation>The server kept it and did not write it.</translation>
        </message>
        <message>
            <source>离线修改，%1 送达</source>
            <translation>made offline, arrived %1</translation>
        </message>
        <message>
            <source>完整历史，%1 取自服务器</source>
            <translation>Complete history, fetched from the server %1</translation>
        </message>
        <message>
            <source>从 %1 起的历史，%2 取自服务器</source>
            <translation>History from %1 on, fetched from the server %2</translation>
        </message>
        <message>
            <source>完整历史，从建档起都在本机</source>
            <translation>Complete history, on this laptop since the customer was filed</translation>
        </message>
        <message>
            <source>本机还没有这位客户的变更记录</source>
            <translation>This laptop has seen no change of this customer yet</translation>
        </message>
        <message>
            <source>本机从 %1 起看到的变更</source>
            <translation>Changes this laptop has seen since %1</translation>
        </message>
        <message>
            <source>；联网后可取得完整历史</source>
            <translation>; the complete history comes when there is a network</translation>
        </message>
        <message numerus="yes">
            <source>填写了 %n 项</source>
            <translation>
                <numerusform>%n field filled in</numerusform>
                <numerusform>%n fields filled in</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>HistoryPage</name>
        <message>
            <source>返回客户</source>
            <translation>Back to the customer</translation>
        </message>
        <message>
            <source>从服务器取</source>
            <translation>Fetch from server</translation>
        </message>
        <message>
            <source>变更历史</source>
            <translation>History</translation>
        </message>
        <message>
            <source>字段</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>修改人</source>
            <translation>Person</translation>
        </message>
        <message>
            <source>这次改动</source>
            <translation>This change</translation>
        </message>
        <message>
            <source>当时的资料</source>
            <translation>The customer then</translation>
        </message>
        <message>
            <source>所有字段</source>
            <translation>All fields</translation>
        </message>
        <message>
            <source>所有人</source>
            <translation>Everybody</translation>
        </message>
        <message>
            <source>%1 的变更历史</source>
            <translation>History of %1</translation>
        </message>
        <message>
            <source>正在从服务器取…</source>
            <translation>fetching from the server…</translation>
        </message>
        <message>
            <source>没有符合条件的变更</source>
            <translation>No change fits</translation>
        </message>
        <message>
            <source>换一个字段或修改人。</source>
            <translation>Choose another field or person.</translation>
        </message>
        <message>
            <source>还没有变更记录</source>
            <translation>No changes yet</translation>
        </message>
        <message>
            <source>以后的每次修改都会列在这里。</source>
            <translation>Every change from now on is listed here.</translation>
        </message>
        <message>
            <source>已采用：%1</source>
            <translation>Taken: %1</translation>
        </message>
        <message numerus="yes">
            <source>已采用 %n 项当时的值</source>
            <translation>
                <numerusform>Took %n value of that time</numerusform>
                <numerusform>Took %n values of that time</numerusform>
            </translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>HistoryTab</name>
        <message>
            <source>变更历史</source>
            <translation>History</translation>
        </message>
        <message>
            <source>本机还没有变更记录。</source>
            <translation>No changes recorded on this computer yet.</translation>
        </message>
        <message>
            <source>查看完整历史</source>
            <translation>Whole history</translation>
        </message>
    </context>
    <context>
        <name>ImportDialog</name>
        <message>
            <source>导入客户</source>
            <translation>Import customers</translation>
        </message>
        <message>
            <source>选择文件</source>
            <translation>File</translation>
        </message>
        <message>
            <source>对应栏目</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>预览</source>
            <translation>Preview</translation>
        </message>
        <message>
            <source>导入</source>
            <translation>Import</translation>
        </message>
        <message>
            <source>结果</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>上一步</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>导入 {n} 位客户</source>
            <translation>Import {n} customers</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>下一步</source>
            <translation>Next</translation>
        </message>
    </context>
    <context>
        <name>Inbox</name>
        <message>
            <source>%1 要删除时，%2 已经又改过，所以没有删除。</source>
            <translation>%1 deleted it after %2 had changed it again, so it was not deleted.</translation>
        </message>
        <message>
            <source>%1 修改时，%2 已把它删除；修改留在这里。</source>
            <translation>%1 edited it after %2 had deleted it; the edit is kept here.</translation>
        </message>
        <message>
            <source>%1 的修改到达时，客户已不归他负责；这是给您的建议。</source>
            <translation>The customer had passed on when the edit of %1 arrived; it is a proposal to you.</translation>
        </message>
        <message>
            <source>%1 的电脑时钟跳动过，无法判断谁先谁后。</source>
            <translation>The clock of %1 jumped, so nobody can say which edit is the later one.</translation>
        </message>
        <message>
            <source>%1 的修改太久没有发送，先后已无法判断。</source>
            <translation>The edit of %1 was sent too late to say which one came first.</translation>
        </message>
        <message>
            <source>另一条记录有相同的内容，可能重复。</source>
            <translation>Another record has the same content: perhaps a duplicate.</translation>
        </message>
        <message>
            <source>两个人同时改了同一条记录。</source>
            <translation>Two people changed the same record at once.</translation>
        </message>
        <message>
            <source>两个人同时改了同一处，后改的留下了。</source>
            <translation>Two people changed the same field; the later edit stands.</translation>
        </message>
        <message>
            <source>保持删除</source>
            <translation>Keep deleted</translation>
        </message>
        <message>
            <source>保留现值</source>
            <translation>Keep value</translation>
        </message>
        <message>
            <source>保持现状</source>
            <translation>Keep as it is</translation>
        </message>
        <message>
            <source>采用另一个</source>
            <translation>Use the other</translation>
        </message>
        <message>
            <source>编辑后采用</source>
            <translation>Edit and use</translation>
        </message>
        <message>
            <source>恢复并采用修改</source>
            <translation>Restore with the edit</translation>
        </message>
        <message>
            <source>仍然删除</source>
            <translation>Delete anyway</translation>
        </message>
        <message>
            <source>待处理</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>已保留现值</source>
            <translation>Value kept</translation>
        </message>
        <message>
            <source>已采用另一个</source>
            <translation>Other value used</translation>
        </message>
        <message>
            <source>已编辑后采用</source>
            <translation>Own value used</translation>
        </message>
        <message>
            <source>已恢复</source>
            <translation>Restored</translation>
        </message>
        <message>
            <source>已删除</source>
            <translation>Deleted</translation>
        </message>
    </context>
    <context>
        <name>LockScreen</name>
        <message>
            <source>公司</source>
            <translation>Your company</translation>
        </message>
        <message>
            <source>%1 于 %2 要求清除这台电脑上的客户资料，资料和密钥都已销毁。</source>
            <translation>%1 ordered the customer data on this computer wiped on %2. The data and its key are destroyed.</translation>
        </message>
        <message numerus="yes">
            <source>清除之前，%n 项没有上传的工作已交给公司保管。</source>
            <translation>
                <numerusform>Before that, %n change that had not been sent was handed over to the company.</numerusform>
                <numerusform>Before that, %n changes that had not been sent were handed over to the company.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 项没有上传的工作随之清除。</source>
            <translation>
                <numerusform>%n change that had not been sent went with it.</numerusform>
                <numerusform>%n changes that had not been sent went with it.</numerusform>
            </translation>
        </message>
        <message>
            <source>有疑问请联系管理员。</source>
            <translation>If in doubt, please ask your administrator.</translation>
        </message>
        <message>
            <source>本机资料已清除</source>
            <translation>The data of this computer was destroyed</translation>
        </message>
        <message>
            <source>立即联网</source>
            <translation>Connect now</translation>
        </message>
        <message>
            <source>退出</source>
            <translation>Quit</translation>
        </message>
        <message>
            <source>解锁</source>
            <translation>Unlock</translation>
        </message>
        <message>
            <source>管理员报的代码</source>
            <translation>Code from your administrator</translation>
        </message>
        <message>
            <source>没有网络？请打电话给管理员，报出本机代码 %1 和问题 %2，再输入管理员报的代码。</source>
            <translation>No network? Call your administrator, read out the code of this computer, %1, and the question, %2, and type the code you are told.</translation>
        </message>
        <message>
            <source>本机已锁定</source>
            <translation>This computer is locked</translation>
        </message>
        <message>
            <source>公司要求清除这台电脑上的客户资料。联网后先把没有上传的工作交给公司，再清除。</source>
            <translation>Your company ordered the customer data of this computer away. Once there is a network, work not sent yet is handed over to the company, then everything is destroyed.</translation>
        </message>
        <message>
            <source>您输入的内容都在，什么都没有丢。</source>
            <translation> Everything you typed is there; nothing is lost.</translation>
        </message>
        <message>
            <source>电脑的时钟被调回过。请校准日期和时间，联网后自动解锁。</source>
            <translation>The clock of this computer was put back. Please set date and time; it unlocks by itself once there is a network.</translation>
        </message>
        <message numerus="yes">
            <source>已有 %n 天没有联系公司，为保护客户资料而锁定。联网后自动解锁。</source>
            <translation>
                <numerusform>No contact with your company for %n day: locked to protect the customers' data. It unlocks by itself once there is a network.</numerusform>
                <numerusform>No contact with your company for %n days: locked to protect the customers' data. It unlocks by itself once there is a network.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LongTextEditor</name>
        <message>
            <source>字数 %1</source>
            <translation>Characters: %1</translation>
        </message>
    </context>
    <context>
        <name>LooksPage</name>
        <message>
            <source>语言</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>外观</source>
            <translation>Theme</translation>
        </message>
        <message>
            <source>跟随系统</source>
            <translation>Follow the system</translation>
        </message>
        <message>
            <source>浅色</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>深色</source>
            <translation>Dark</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>客户管家</source>
            <translation>Desktop CRM</translation>
        </message>
        <message>
            <source>今天的自动备份没有完成。</source>
            <translation>Today's automatic backup was not finished. </translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Number</translation>
        </message>
    </context>
    <context>
        <name>MappingPage</name>
        <message>
            <source>文件里的列</source>
            <translation>Column in the file</translation>
        </message>
        <message>
            <source>示例</source>
            <translation>Example</translation>
        </message>
        <message>
            <source>导入到</source>
            <translation>Import to</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>（不导入）</source>
            <translation>(not imported)</translation>
        </message>
        <message>
            <source>（无标题）</source>
            <translation>(no heading)</translation>
        </message>
        <message>
            <source>「{header}」导入到</source>
            <translation>"{header}" goes to</translation>
        </message>
        <message>
            <source>自动对应</source>
            <translation>Matched</translation>
        </message>
        <message>
            <source>请确认</source>
            <translation>Please check</translation>
        </message>
        <message>
            <source>手动</source>
            <translation>By hand</translation>
        </message>
        <message>
            <source>不导入</source>
            <translation>Not imported</translation>
        </message>
        <message>
            <source>共 {all} 列，导入 {used} 列。</source>
            <translation>{used} of {all} columns are imported.</translation>
        </message>
        <message>
            <source>有 {n} 列名称相近，请确认。</source>
            <translation>{n} have similar names: please check.</translation>
        </message>
    </context>
    <context>
        <name>MaskedEditor</name>
        <message>
            <source>%1（已遮盖，按回车显示）</source>
            <translation>%1 (masked, Enter shows it)</translation>
        </message>
        <message>
            <source>显示%1</source>
            <translation>Show %1</translation>
        </message>
        <message>
            <source>遮住%1</source>
            <translation>Mask %1</translation>
        </message>
    </context>
    <context>
        <name>MaskedLabel</name>
        <message>
            <source>遮住%1</source>
            <translation>Mask %1</translation>
        </message>
        <message>
            <source>显示%1</source>
            <translation>Show %1</translation>
        </message>
    </context>
    <context>
        <name>MomentView</name>
        <message>
            <source>时刻</source>
            <translation>Moment</translation>
        </message>
        <message>
            <source>也列出没有变的</source>
            <translation>List unchanged fields too</translation>
        </message>
        <message>
            <source>显示或隐藏敏感内容</source>
            <translation>Show or hide sensitive content</translation>
        </message>
        <message>
            <source>全选</source>
            <translation>Select all</translation>
        </message>
        <message>
            <source>当时的资料</source>
            <translation>The customer then</translation>
        </message>
        <message numerus="yes">
            <source>采用所选 %n 项</source>
            <translation>
                <numerusform>Take %n selected</numerusform>
                <numerusform>Take %n selected</numerusform>
            </translation>
        </message>
        <message>
            <source>采用所选</source>
            <translation>Take selected</translation>
        </message>
        <message>
            <source>那时还没有这位客户</source>
            <translation>The customer was not there yet</translation>
        </message>
        <message>
            <source>选一个更晚的时刻。</source>
            <translation>Choose a later moment.</translation>
        </message>
        <message>
            <source>和现在一样</source>
            <translation>As it is now</translation>
        </message>
        <message>
            <source>从那时起没有改过。</source>
            <translation>Nothing was changed since.</translation>
        </message>
    </context>
    <context>
        <name>Navigation</name>
        <message>
            <source>导航</source>
            <translation>Navigation</translation>
        </message>
        <message>
            <source>客户管家</source>
            <translation>Desktop CRM</translation>
        </message>
        <message>
            <source>本机用户</source>
            <translation>Local user</translation>
        </message>
        <message>
            <source>尚未连接公司</source>
            <translation>Not connected</translation>
        </message>
    </context>
    <context>
        <name>News</name>
        <message numerus="yes">
            <source>%1 改了 %n 位客户</source>
            <translation>
                <numerusform>%1 changed %n customer</numerusform>
                <numerusform>%1 changed %n customers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 位客户新到您名下</source>
            <translation>
                <numerusform>%n customer is new to you</numerusform>
                <numerusform>%n customers are new to you</numerusform>
            </translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message numerus="yes">
            <source>%1等 %n 人</source>
            <translation>
                <numerusform>%1 and %n in all</numerusform>
                <numerusform>%1 and others (%n in all)</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NewsTeller</name>
        <message>
            <source>查看</source>
            <translation>Show</translation>
        </message>
    </context>
    <context>
        <name>NumberLock</name>
        <message>
            <source>改用自己的编号</source>
            <translation>Use a number of my own</translation>
        </message>
        <message>
            <source>保存时自动编号</source>
            <translation>Numbered when saved</translation>
        </message>
    </context>
    <context>
        <name>Operations</name>
        <message>
            <source>已撤销</source>
            <translation>Undone</translation>
        </message>
        <message>
            <source>没有可以撤销的操作</source>
            <translation>Nothing to undo</translation>
        </message>
        <message>
            <source>之后还有别的改动，请用 Ctrl+Z 逐步撤销</source>
            <translation>Other changes followed; undo them step by step with Ctrl+Z</translation>
        </message>
        <message>
            <source>已重做</source>
            <translation>Redone</translation>
        </message>
        <message>
            <source>没有可以重做的操作</source>
            <translation>Nothing to redo</translation>
        </message>
        <message>
            <source>已复制%1</source>
            <translation>%1 copied</translation>
        </message>
        <message>
            <source>电话号码</source>
            <translation>Phone number</translation>
        </message>
        <message numerus="yes">
            <source>正在处理 %n 位客户…</source>
            <translation>
                <numerusform>Working on %n customer...</numerusform>
                <numerusform>Working on %n customers...</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已将 %n 位客户移到回收站</source>
            <translation>
                <numerusform>%n customer moved to the recycle bin</numerusform>
                <numerusform>%n customers moved to the recycle bin</numerusform>
            </translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message numerus="yes">
            <source>已恢复 %n 位客户</source>
            <translation>
                <numerusform>%n customer restored</numerusform>
                <numerusform>%n customers restored</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>将 %n 位客户移到回收站？</source>
            <translation>
                <numerusform>Move %n customer to the recycle bin?</numerusform>
                <numerusform>Move %n customers to the recycle bin?</numerusform>
            </translation>
        </message>
        <message>
            <source>可以从回收站恢复。</source>
            <translation>They can be restored from there.</translation>
        </message>
        <message>
            <source>移到回收站</source>
            <translation>Move to recycle bin</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>命令面板</source>
            <translation>Command palette</translation>
        </message>
        <message>
            <source>命令或客户</source>
            <translation>Command or customer</translation>
        </message>
        <message>
            <source>输入命令或客户：姓名、拼音首字母、电话</source>
            <translation>Command, or customer: name, pinyin initials, phone</translation>
        </message>
        <message>
            <source>结果</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>没有结果</source>
            <translation>Nothing found</translation>
        </message>
    </context>
    <context>
        <name>PaperPage</name>
        <message>
            <source>%1客户信息表</source>
            <translation>%1Customer information table</translation>
        </message>
        <message>
            <source>客户基本资料</source>
            <translation>Basic data</translation>
        </message>
    </context>
    <context>
        <name>PassphraseDialog</name>
        <message>
            <source>客户管家</source>
            <translation>Desktop CRM</translation>
        </message>
        <message>
            <source>设置口令</source>
            <translation>Choose a passphrase</translation>
        </message>
        <message>
            <source>这台电脑没有系统密钥库，资料用口令加密。请记住它：忘记后谁也打不开这份资料。</source>
            <translation>This computer keeps no keys, so your data is encrypted with a passphrase. Remember it: without it nobody can open the data.</translation>
        </message>
        <message>
            <source>输入口令</source>
            <translation>Enter the passphrase</translation>
        </message>
        <message>
            <source>本机的客户资料已加密，请输入口令打开。</source>
            <translation>The customer data on this computer is encrypted; enter the passphrase to open it.</translation>
        </message>
        <message>
            <source>口令</source>
            <translation>Passphrase</translation>
        </message>
        <message>
            <source>再输入一次</source>
            <translation>Passphrase again</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>退出</source>
            <translation>Quit</translation>
        </message>
        <message numerus="yes">
            <source>口令至少要 %n 个字符。</source>
            <translation>
                <numerusform>The passphrase needs at least %n character.</numerusform>
                <numerusform>The passphrase needs at least %n characters.</numerusform>
            </translation>
        </message>
        <message>
            <source>两次输入的口令不一样。</source>
            <translation>The two passphrases differ.</translation>
        </message>
    </context>
    <context>
        <name>PreviewPage</name>
        <message>
            <source>行</source>
            <translation>Row</translation>
        </message>
        <message>
            <source>处理</source>
            <translation>Outcome</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>电话</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>将新建</source>
            <translation>New</translation>
        </message>
        <message>
            <source>存为草稿</source>
            <translation>Draft</translation>
        </message>
        <message>
            <source>重复</source>
            <translation>Duplicate</translation>
        </message>
        <message>
            <source>错误</source>
            <translation>Error</translation>
        </message>
        <message>
            <source>已有客户 {no}</source>
            <translation>Same as customer {no}</translation>
        </message>
        <message>
            <source>与第 {row} 行相同</source>
            <translation>Same as row {row}</translation>
        </message>
        <message>
            <source>（可能）</source>
            <translation>(perhaps)</translation>
        </message>
        <message>
            <source>要导入的行</source>
            <translation>Rows to import</translation>
        </message>
        <message>
            <source>按处理筛选</source>
            <translation>Filter by outcome</translation>
        </message>
        <message>
            <source>重复的客户</source>
            <translation>Duplicates</translation>
        </message>
        <message>
            <source>跳过</source>
            <translation>Skip</translation>
        </message>
        <message>
            <source>只补空白的项目</source>
            <translation>Fill empty fields only</translation>
        </message>
        <message>
            <source>仍然新建</source>
            <translation>Create anyway</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>已修复</source>
            <translation>Repaired</translation>
        </message>
        <message>
            <source>{n} 位缺必填项目，会存为草稿。</source>
            <translation>{n} lack required fields and become drafts.</translation>
        </message>
        <message>
            <source>表中只列出前 {n} 行，其余照样处理。</source>
            <translation>Only the first {n} rows are listed; the rest are handled alike.</translation>
        </message>
        <message>
            <source>这一行没有问题。</source>
            <translation>Nothing is wrong with this row.</translation>
        </message>
    </context>
    <context>
        <name>PrintPreview</name>
        <message>
            <source>打印预览 – {title}</source>
            <translation>Print preview – {title}</translation>
        </message>
        <message>
            <source>上一页</source>
            <translation>Previous page</translation>
        </message>
        <message>
            <source>下一页</source>
            <translation>Next page</translation>
        </message>
        <message>
            <source>缩小</source>
            <translation>Zoom out</translation>
        </message>
        <message>
            <source>放大</source>
            <translation>Zoom in</translation>
        </message>
        <message>
            <source>适合宽度</source>
            <translation>Fit width</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>保存为 PDF</source>
            <translation>Save as PDF</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>页面预览</source>
            <translation>Page preview</translation>
        </message>
        <message>
            <source>第 {page} 页，共 {pages} 页</source>
            <translation>Page {page} of {pages}</translation>
        </message>
        <message>
            <source>不能写入 {file}：{reason}</source>
            <translation>Cannot write {file}: {reason}</translation>
        </message>
        <message>
            <source>已保存到 {file}</source>
            <translation>Saved to {file}</translation>
        </message>
        <message>
            <source>打印机 {printer} 不能打印</source>
            <translation>Printer {printer} cannot print</translation>
        </message>
        <message>
            <source>已送往打印机</source>
            <translation>Sent to the printer</translation>
        </message>
    </context>
    <context>
        <name>ProblemsTab</name>
        <message>
            <source>同步的问题</source>
            <translation>Problems of the sync</translation>
        </message>
        <message>
            <source>没有问题</source>
            <translation>No problems</translation>
        </message>
        <message>
            <source>同步出错时，这里用文字说明原因、什么是安全的、该怎么办。</source>
            <translation>When a sync fails, this says why, what is safe and what to do.</translation>
        </message>
        <message>
            <source>重新连接</source>
            <translation>Connect again</translation>
        </message>
        <message>
            <source>立即重试</source>
            <translation>Try again now</translation>
        </message>
        <message>
            <source>问题</source>
            <translation>Problems</translation>
        </message>
        <message>
            <source>次数</source>
            <translation>Times</translation>
        </message>
        <message>
            <source>第一次</source>
            <translation>First</translation>
        </message>
        <message>
            <source>最近一次</source>
            <translation>Last</translation>
        </message>
        <message>
            <source>现在</source>
            <translation>Now</translation>
        </message>
        <message>
            <source>已过去</source>
            <translation>Over</translation>
        </message>
        <message>
            <source>还在</source>
            <translation>Still there</translation>
        </message>
    </context>
    <context>
        <name>ReceiptsTab</name>
        <message>
            <source>已发送的修改和收据</source>
            <translation>Changes sent and their receipts</translation>
        </message>
        <message>
            <source>查找客户的收据</source>
            <translation>Find receipts of a customer</translation>
        </message>
        <message>
            <source>客户姓名、拼音或编号</source>
            <translation>Customer name, pinyin or number</translation>
        </message>
        <message>
            <source>结果</source>
            <translation>Outcome</translation>
        </message>
        <message>
            <source>导出收据</source>
            <translation>Export receipts</translation>
        </message>
        <message>
            <source>没有找到收据</source>
            <translation>No receipts found</translation>
        </message>
        <message>
            <source>还没有收据</source>
            <translation>No receipts yet</translation>
        </message>
        <message>
            <source>服务器收下每处修改后都会给一张收据：提交号、标签和结果。收据在本机保留 30 天。</source>
            <translation>The server gives a receipt for every change: commit number, tag and outcome. Receipts stay on this laptop for 30 days.</translation>
        </message>
        <message>
            <source>全部结果</source>
            <translation>All outcomes</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>修改</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>收据</source>
            <translation>Receipt</translation>
        </message>
        <message>
            <source>收下时间</source>
            <translation>Received at</translation>
        </message>
        <message>
            <source>已不在本机的客户</source>
            <translation>A customer no longer here</translation>
        </message>
        <message>
            <source>查看冲突</source>
            <translation>Show conflict</translation>
        </message>
        <message numerus="yes">
            <source>已导出 %n 张收据</source>
            <translation>
                <numerusform>%n receipt exported</numerusform>
                <numerusform>%n receipts exported</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RecycleBinPage</name>
        <message>
            <source>回收站</source>
            <translation>Recycle bin</translation>
        </message>
        <message>
            <source>恢复</source>
            <translation>Restore</translation>
        </message>
        <message>
            <source>回收站是空的</source>
            <translation>The recycle bin is empty</translation>
        </message>
        <message>
            <source>删除的客户放在这里，可以随时恢复。</source>
            <translation>Deleted customers stay here and can be restored at any time.</translation>
        </message>
        <message numerus="yes">
            <source>共 %n 位</source>
            <translation>
                <numerusform>%n customer</numerusform>
                <numerusform>%n customers</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RegisterHead</name>
        <message>
            <source>客户</source>
            <translation>Customers</translation>
        </message>
        <message>
            <source>正在读取</source>
            <translation>Reading</translation>
        </message>
        <message>
            <source>搜索客户</source>
            <translation>Search customers</translation>
        </message>
        <message>
            <source>搜索姓名、拼音首字母、电话、地址</source>
            <translation>Search name, pinyin initials, phone, address</translation>
        </message>
        <message>
            <source>共 %1 位</source>
            <translation>%1 customers</translation>
        </message>
        <message numerus="yes">
            <source>本月新增 %n 位</source>
            <translation>
                <numerusform>%n new this month</numerusform>
                <numerusform>%n new this month</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RegisterModel</name>
        <message>
            <source>（已删除）</source>
            <translation>(deleted)</translation>
        </message>
    </context>
    <context>
        <name>RemovedDialog</name>
        <message>
            <source>退出</source>
            <translation>Quit</translation>
        </message>
        <message>
            <source>建立新的资料库…</source>
            <translation>Make a new customer file…</translation>
        </message>
    </context>
    <context>
        <name>ResultPage</name>
        <message>
            <source>新建</source>
            <translation>Created</translation>
        </message>
        <message>
            <source>补充</source>
            <translation>Completed</translation>
        </message>
        <message>
            <source>重复，已跳过</source>
            <translation>Duplicates, skipped</translation>
        </message>
        <message>
            <source>失败</source>
            <translation>Failed</translation>
        </message>
        <message>
            <source>导入完成</source>
            <translation>Import finished</translation>
        </message>
        <message>
            <source>导入中途停止</source>
            <translation>The import stopped midway</translation>
        </message>
        <message>
            <source>已取消导入</source>
            <translation>Import cancelled</translation>
        </message>
        <message>
            <source>取消之前导入的客户已保存，再次导入同一文件会跳过它们。</source>
            <translation>Customers imported before are kept; importing the file again skips them.</translation>
        </message>
        <message>
            <source>打开失败清单</source>
            <translation>Open failed rows</translation>
        </message>
        <message>
            <source>改好清单里的行后，可以直接再导入它。</source>
            <translation>Correct the rows in that file, then import it.</translation>
        </message>
    </context>
    <context>
        <name>RunningPage</name>
        <message>
            <source>正在导入…</source>
            <translation>Importing...</translation>
        </message>
        <message>
            <source>正在检查每一行…</source>
            <translation>Checking every row...</translation>
        </message>
        <message>
            <source>取消后，已经导入的客户会保留。</source>
            <translation>If you cancel, customers imported so far are kept.</translation>
        </message>
        <message>
            <source>这一步不改动任何资料。</source>
            <translation>This step changes nothing.</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
    </context>
    <context>
        <name>SampleRemoval</name>
        <message>
            <source>清除示例数据</source>
            <translation>Remove sample data</translation>
        </message>
        <message>
            <source>清除全部 {n} 位示例客户？</source>
            <translation>Remove all {n} sample customers?</translation>
        </message>
        <message>
            <source>您自己录入和导入的客户不受影响。清除后不能撤销，可以在设置里再次载入。</source>
            <translation>Customers you entered or imported stay. This cannot be undone; the settings load the samples again.</translation>
        </message>
        <message>
            <source>保留</source>
            <translation>Keep</translation>
        </message>
        <message>
            <source>已清除 {n} 位示例客户</source>
            <translation>{n} sample customers removed</translation>
        </message>
        <message>
            <source>没有示例数据</source>
            <translation>No sample data</translation>
        </message>
    </context>
    <context>
        <name>SelectionBar</name>
        <message numerus="yes">
            <source>已选 %n 位客户</source>
            <translation>
                <numerusform>%n customer selected</numerusform>
                <numerusform>%n customers selected</numerusform>
            </translation>
        </message>
        <message>
            <source>删除</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>取消选择</source>
            <translation>Clear selection</translation>
        </message>
    </context>
    <context>
        <name>SettingsDialog</name>
        <message>
            <source>设置</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>外观和语言</source>
            <translation>Appearance</translation>
        </message>
        <message>
            <source>签单与编号</source>
            <translation>Signing</translation>
        </message>
        <message>
            <source>公司服务器</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>备份</source>
            <translation>Backups</translation>
        </message>
        <message>
            <source>本机资料</source>
            <translation>Local data</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Done</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>本机已锁定 · 联网后再试</source>
            <translation>Locked · connect to a network and try again</translation>
        </message>
        <message>
            <source>尚未连接公司 · 资料只在本机</source>
            <translation>Not connected · data on this computer only</translation>
        </message>
        <message numerus="yes">
            <source>离线 · %n 处修改待发送</source>
            <translation>
                <numerusform>Offline · %n change to upload</numerusform>
                <numerusform>Offline · %n changes to upload</numerusform>
            </translation>
        </message>
        <message>
            <source>离线 · 联网后自动同步</source>
            <translation>Offline · will synchronise by itself</translation>
        </message>
        <message>
            <source>正在同步…</source>
            <translation>Synchronising...</translation>
        </message>
        <message numerus="yes">
            <source>首次同步 · 已载入 %n 位客户</source>
            <translation>
                <numerusform>First sync · %n customer loaded</numerusform>
                <numerusform>First sync · %n customers loaded</numerusform>
            </translation>
        </message>
        <message>
            <source>已同步</source>
            <translation>Synced</translation>
        </message>
        <message numerus="yes">
            <source>%n 处冲突待处理</source>
            <translation>
                <numerusform>%n open conflict</numerusform>
                <numerusform>%n open conflicts</numerusform>
            </translation>
        </message>
        <message>
            <source>已选 %1 / %2</source>
            <translation>%1 of %2 selected</translation>
        </message>
        <message>
            <source>本机数据已加密</source>
            <translation>Encrypted on this computer</translation>
        </message>
        <message>
            <source>状态栏</source>
            <translation>Status bar</translation>
        </message>
        <message>
            <source>点击连接公司</source>
            <translation>Click to connect to your company</translation>
        </message>
        <message>
            <source>点击打开同步中心</source>
            <translation>Click to open the sync centre</translation>
        </message>
        <message numerus="yes">
            <source>%n 处修改将在连接后发送</source>
            <translation>
                <numerusform>%n change will be uploaded once connected</numerusform>
                <numerusform>%n changes will be uploaded once connected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 处修改待发送</source>
            <translation>
                <numerusform>%n change to upload</numerusform>
                <numerusform>%n changes to upload</numerusform>
            </translation>
        </message>
        <message>
            <source>登录已失效 · 请重新连接公司</source>
            <translation>Sign-in expired · connect to your company again</translation>
        </message>
        <message>
            <source>本机已被停用 · 请联系管理员</source>
            <translation>This device is revoked · ask your administrator</translation>
        </message>
        <message>
            <source>服务器忙 · 稍后自动重试</source>
            <translation>Server busy · will try again by itself</translation>
        </message>
        <message>
            <source>服务器答复异常 · 稍后自动重试</source>
            <translation>Odd answer from the server · will try again by itself</translation>
        </message>
        <message>
            <source>服务器拒绝登录 · 请在设置中重新连接</source>
            <translation>Sign-in refused · reconnect in the settings</translation>
        </message>
        <message>
            <source>本机已被锁定 · 请联系管理员</source>
            <translation>Locked · ask your administrator</translation>
        </message>
        <message>
            <source>公司要求清除本机资料 · 正在进行</source>
            <translation>Your company ordered this data wiped · under way</translation>
        </message>
        <message>
            <source>信使文件不能用 · 请重新写一份</source>
            <translation>This courier’s file cannot be used · write a new one</translation>
        </message>
        <message>
            <source>账号已停用 · 请联系管理员</source>
            <translation>Account disabled · ask your administrator</translation>
        </message>
        <message>
            <source>您的角色不允许这样做 · 请联系管理员</source>
            <translation>Your role does not allow this · ask your administrator</translation>
        </message>
        <message>
            <source>这不是原来的服务器 · 请联系管理员</source>
            <translation>Not the same server as before · ask your administrator</translation>
        </message>
        <message>
            <source>服务器资料回退过 · 请联系管理员</source>
            <translation>The server went back in time · ask your administrator</translation>
        </message>
        <message>
            <source>服务器正在切换 · 稍后自动重试</source>
            <translation>Server is switching over · trying again soon</translation>
        </message>
        <message>
            <source>版本太旧，收不到新资料 · 请升级程序</source>
            <translation>Too old to receive data · upgrade the program</translation>
        </message>
        <message>
            <source>服务器证书无效 · 请联系管理员</source>
            <translation>Invalid server certificate · ask your administrator</translation>
        </message>
        <message>
            <source>服务器地址不对 · 请重新连接公司</source>
            <translation>Wrong server address · connect to your company again</translation>
        </message>
        <message>
            <source>地址没有加密 · 请用 https 重新连接</source>
            <translation>Address not encrypted · reconnect with https</translation>
        </message>
        <message>
            <source>网络可能需要登录 · 请打开浏览器登录</source>
            <translation>Network may want a log-in · open a browser</translation>
        </message>
        <message>
            <source>网络需要登录，或地址不对 · 点此查看</source>
            <translation>The network wants a sign-in, or the address is wrong · click for details</translation>
        </message>
        <message>
            <source>服务器磁盘已满 · 请联系管理员</source>
            <translation>Server disk full · ask your administrator</translation>
        </message>
        <message>
            <source>版本与服务器不符 · 请升级程序</source>
            <translation>Version does not fit the server · update the program</translation>
        </message>
        <message>
            <source>有一项修改太大 · 请联系管理员</source>
            <translation>One change is too large · ask your administrator</translation>
        </message>
        <message>
            <source>同步出了内部错误 · 点此查看</source>
            <translation>Internal sync error · click for details</translation>
        </message>
        <message>
            <source>磁盘已满 · 请腾出空间后点此重试</source>
            <translation>Disk full · free some space, then click to retry</translation>
        </message>
        <message>
            <source>本机文件损坏 · 请从备份恢复</source>
            <translation>Data file damaged · restore a backup</translation>
        </message>
        <message>
            <source>文件正被占用 · 点此重试</source>
            <translation>Data file in use · click to retry</translation>
        </message>
        <message>
            <source>资料库由新版本写成 · 请升级程序</source>
            <translation>Data file made by a newer version · update the program</translation>
        </message>
        <message>
            <source>同步出错（%1）· 点此查看</source>
            <translation>Sync failed (%1) · click for details</translation>
        </message>
        <message>
            <source>%1。</source>
            <translation>%1.</translation>
        </message>
    </context>
    <context>
        <name>StoragePage</name>
        <message>
            <source>由您的口令推导</source>
            <translation>Derived from your passphrase</translation>
        </message>
        <message>
            <source>保存在系统的密钥库</source>
            <translation>In the system's key store</translation>
        </message>
        <message>
            <source>文件夹</source>
            <translation>Folder</translation>
        </message>
        <message>
            <source>资料库</source>
            <translation>Data file</translation>
        </message>
        <message>
            <source>加密</source>
            <translation>Encryption</translation>
        </message>
        <message>
            <source>已加密（SQLCipher，AES-256）</source>
            <translation>Encrypted (SQLCipher, AES-256)</translation>
        </message>
        <message>
            <source>密钥</source>
            <translation>Key</translation>
        </message>
        <message>
            <source>打开文件夹</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>示例数据</source>
            <translation>Sample data</translation>
        </message>
        <message>
            <source>有 {n} 位示例客户，不会上传，可以一步清除。</source>
            <translation>{n} sample customers, never uploaded, removed in one step.</translation>
        </message>
        <message>
            <source>没有示例数据。</source>
            <translation>No sample data.</translation>
        </message>
        <message>
            <source>清除示例数据…</source>
            <translation>Remove sample data...</translation>
        </message>
        <message>
            <source>载入示例数据</source>
            <translation>Load sample data</translation>
        </message>
    </context>
    <context>
        <name>SummaryStrip</name>
        <message>
            <source>可建档</source>
            <translation>Ready to file</translation>
        </message>
        <message numerus="yes">
            <source>还差 %n 项，将存为草稿</source>
            <translation>
                <numerusform>%n field missing, saved as a draft</numerusform>
                <numerusform>%n fields missing, saved as a draft</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 处需要改正，将存为草稿</source>
            <translation>
                <numerusform>%n error, saved as a draft</numerusform>
                <numerusform>%n errors, saved as a draft</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source> · %n 处请核对</source>
            <translation>
                <numerusform> · %n to check</numerusform>
                <numerusform> · %n to check</numerusform>
            </translation>
        </message>
        <message>
            <source>下一处 F8</source>
            <translation>Next F8</translation>
        </message>
        <message>
            <source>转到下一处需要改正的地方</source>
            <translation>Go to the next error</translation>
        </message>
    </context>
    <context>
        <name>SyncCentre</name>
        <message>
            <source>立即同步</source>
            <translation>Sync now</translation>
        </message>
        <message>
            <source>连接公司</source>
            <translation>Connect to company</translation>
        </message>
        <message>
            <source>尚未连接公司 · 资料只在本机</source>
            <translation>Not connected · data only on this laptop</translation>
        </message>
        <message>
            <source>查看并决定</source>
            <translation>Look and decide</translation>
        </message>
        <message>
            <source>重新决定</source>
            <translation>Decide again</translation>
        </message>
        <message numerus="yes">
            <source>%n 个冲突待处理</source>
            <translation>
                <numerusform>%n conflict to resolve</numerusform>
                <numerusform>%n conflicts to resolve</numerusform>
            </translation>
        </message>
        <message>
            <source>去处理</source>
            <translation>Resolve</translation>
        </message>
        <message>
            <source>正在同步…</source>
            <translation>Syncing…</translation>
        </message>
        <message>
            <source>已同步 · %1</source>
            <translation>Synced · %1</translation>
        </message>
        <message>
            <source>服务器恢复了旧备份，不认识本机 %1 位客户中的 %2 位</source>
            <translation>The server was restored from an old backup and does not know %2 of your %1 customers</translation>
        </message>
        <message numerus="yes">
            <source>服务器不认识的 %n 位客户暂时留在本机</source>
            <translation>
                <numerusform>%n customer unknown to the server stays here for now</numerusform>
                <numerusform>%n customers unknown to the server stay here for now</numerusform>
            </translation>
        </message>
        <message>
            <source>明天再问</source>
            <translation>asked again tomorrow</translation>
        </message>
        <message>
            <source>服务器恢复过旧备份。</source>
            <translation>The server was restored from an old backup.</translation>
        </message>
        <message numerus="yes">
            <source>它忘记的 %n 条记录已交给管理员决定。</source>
            <translation>
                <numerusform>%n record it forgot was offered to the administrator.</numerusform>
                <numerusform>%n records it forgot were offered to the administrator.</numerusform>
            </translation>
        </message>
        <message>
            <source>恢复以前的副本保存在本机，90 天内可以取用。</source>
            <translation>A copy from before that is kept on this laptop for 90 days.</translation>
        </message>
        <message>
            <source>%1的 %2待发送</source>
            <translation>%2 to send, on %1</translation>
        </message>
        <message numerus="yes">
            <source>%n 位客户</source>
            <translation>
                <numerusform>%n customer</numerusform>
                <numerusform>%n customers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 处修改将在连接后发送</source>
            <translation>
                <numerusform>%n change to send once connected</numerusform>
                <numerusform>%n changes to send once connected</numerusform>
            </translation>
        </message>
        <message>
            <source>没有待发送的修改</source>
            <translation>Nothing waits to be sent</translation>
        </message>
        <message>
            <source>当前网络按流量计费</source>
            <translation>this network is metered</translation>
        </message>
        <message>
            <source>可以继续工作，修改都在本机</source>
            <translation>go on working, changes are safe here</translation>
        </message>
        <message>
            <source>数据截至 %1</source>
            <translation>Data as of %1</translation>
        </message>
        <message>
            <source>从未</source>
            <translation>never</translation>
        </message>
        <message>
            <source>刚刚</source>
            <translation>just now</translation>
        </message>
        <message numerus="yes">
            <source>%n 分钟前</source>
            <translation>
                <numerusform>%n minute ago</numerusform>
                <numerusform>%n minutes ago</numerusform>
            </translation>
        </message>
        <message>
            <source>核对已取消，没有改动任何资料。</source>
            <translation>The check was cancelled. Nothing was changed.</translation>
        </message>
        <message>
            <source>核对没有完成，请联网后再试。资料没有改动。</source>
            <translation>The check did not finish; try again with a network. Nothing was changed.</translation>
        </message>
        <message>
            <source>核对完成，仍有不一致；服务器已记下，请联系管理员。</source>
            <translation>Checked, and something still differs; the server has noted it. Please tell your administrator.</translation>
        </message>
        <message numerus="yes">
            <source>核对完成：%n 位客户不一致，已重新取回。</source>
            <translation>
                <numerusform>Checked: %n customer differed and was fetched anew.</numerusform>
                <numerusform>Checked: %n customers differed and were fetched anew.</numerusform>
            </translation>
        </message>
        <message>
            <source>核对完成：完全一致。</source>
            <translation>Checked: everything is equal.</translation>
        </message>
        <message>
            <source>服务器恢复过旧备份，补交完成后会重新核对</source>
            <translation>The server was restored from a backup; everything is compared again afterwards</translation>
        </message>
        <message>
            <source>上次核对还有不一致，服务器已记下；明天会再核对</source>
            <translation>The last check found differences, which the server has noted; it is repeated tomorrow</translation>
        </message>
        <message>
            <source>还没有与服务器全面核对过</source>
            <translation>Not compared with the server yet</translation>
        </message>
        <message>
            <source>本机与服务器一致：%1，核对于 %2</source>
            <translation>This laptop equals the server: %1, checked at %2</translation>
        </message>
        <message numerus="yes">
            <source>服务器已恢复旧备份，正在补交 %n 处修改</source>
            <translation>
                <numerusform>The server was restored from a backup; giving back %n change</numerusform>
                <numerusform>The server was restored from a backup; giving back %n changes</numerusform>
            </translation>
        </message>
        <message>
            <source>服务器已恢复旧备份，正在补交它忘记的记录</source>
            <translation>The server was restored from a backup; giving back what it forgot</translation>
        </message>
        <message>
            <source>首次同步 · 已载入 %1 / %2 位客户，搜索还不完整</source>
            <translation>First sync · %1 of %2 customers loaded, search is incomplete</translation>
        </message>
        <message numerus="yes">
            <source>首次同步 · 已载入 %n 位客户，搜索还不完整</source>
            <translation>
                <numerusform>First sync · %n customer loaded, search is incomplete</numerusform>
                <numerusform>First sync · %n customers loaded, search is incomplete</numerusform>
            </translation>
        </message>
        <message>
            <source>离线 · 还没有同步过</source>
            <translation>Offline · never synced</translation>
        </message>
        <message>
            <source>离线 · 数据截至 %1</source>
            <translation>Offline · data as of %1</translation>
        </message>
        <message numerus="yes">
            <source>%n 处修改</source>
            <translation>
                <numerusform>%n change</numerusform>
                <numerusform>%n changes</numerusform>
            </translation>
        </message>
        <message>
            <source>新建</source>
            <translation>Created</translation>
        </message>
        <message>
            <source>修改</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>添加</source>
            <translation>Added</translation>
        </message>
        <message>
            <source>移除</source>
            <translation>Removed</translation>
        </message>
        <message>
            <source>计数</source>
            <translation>Counted</translation>
        </message>
        <message>
            <source>删除</source>
            <translation>Deleted</translation>
        </message>
        <message>
            <source>恢复</source>
            <translation>Restored</translation>
        </message>
        <message>
            <source>移交</source>
            <translation>Handed over</translation>
        </message>
        <message>
            <source>处理冲突</source>
            <translation>Resolved a conflict</translation>
        </message>
        <message>
            <source>在别处删除</source>
            <translation>deleted elsewhere</translation>
        </message>
        <message>
            <source>在别处恢复</source>
            <translation>restored elsewhere</translation>
        </message>
        <message numerus="yes">
            <source>共改 %n 次</source>
            <translation>
                <numerusform>%n change</numerusform>
                <numerusform>%n changes</numerusform>
            </translation>
        </message>
        <message>
            <source>已写入</source>
            <translation>Written</translation>
        </message>
        <message>
            <source>已合并</source>
            <translation>Merged</translation>
        </message>
        <message>
            <source>已经相同</source>
            <translation>Same already</translation>
        </message>
        <message>
            <source>部分写入</source>
            <translation>Written in part</translation>
        </message>
        <message>
            <source>被覆盖</source>
            <translation>Overwritten</translation>
        </message>
        <message>
            <source>等待决定</source>
            <translation>To be decided</translation>
        </message>
        <message>
            <source>已隔离</source>
            <translation>Quarantined</translation>
        </message>
        <message>
            <source>已清除</source>
            <translation>Erased</translation>
        </message>
        <message>
            <source>服务器已写入这处修改，同事同步后就能看到。</source>
            <translation>The server has written this change; colleagues see it after their next sync.</translation>
        </message>
        <message>
            <source>您和同事都改了这段文字，两边的内容已合在一起。</source>
            <translation>You and a colleague changed this text; both are in it now.</translation>
        </message>
        <message>
            <source>服务器上已经是这个内容，没有什么要改。</source>
            <translation>The server had this content already; there was nothing to change.</translation>
        </message>
        <message>
            <source>一部分已写入；下面的项目被同事后来的修改覆盖，原文留在冲突里。</source>
            <translation>Part of it was written; the fields below were overwritten by a later change of a colleague, and your words are kept under Conflicts.</translation>
        </message>
        <message>
            <source>同事后来的修改覆盖了这处修改；您写的内容留在冲突里，可以取回。</source>
            <translation>A later change of a colleague overwrote this one; what you wrote is kept under Conflicts and can be taken back.</translation>
        </message>
        <message>
            <source>没有写入，等待决定；您写的内容留在冲突里。</source>
            <translation>Not written, to be decided; what you wrote is kept under Conflicts.</translation>
        </message>
        <message>
            <source>服务器收下了但没有写入；内容保存在服务器的隔离区，由管理员处理。</source>
            <translation>The server took it but did not write it; it is kept in the server's quarantine for the administrator.</translation>
        </message>
        <message>
            <source>这位客户的个人信息已按要求清除，修改没有写入。</source>
            <translation>This person's data was erased on request; the change was not written.</translation>
        </message>
        <message>
            <source>被覆盖的项目：%1。</source>
            <translation>Overwritten: %1.</translation>
        </message>
        <message>
            <source>结果会在下一次同步时取回本机。</source>
            <translation>The result comes with the next sync.</translation>
        </message>
        <message>
            <source>原因：两个人同时改了同一处。</source>
            <translation>Reason: two people changed the same thing.</translation>
        </message>
        <message>
            <source>原因：您看过以后，同事又改过这位客户，所以没有删除。</source>
            <translation>Reason: a colleague changed this customer after you looked, so it was not deleted.</translation>
        </message>
        <message>
            <source>原因：同事已把它删除。</source>
            <translation>Reason: a colleague had deleted it.</translation>
        </message>
        <message>
            <source>原因：这位客户已不归您负责；修改作为建议交给现在的负责人。</source>
            <translation>Reason: this customer is no longer yours; the change went to the present owner as a proposal.</translation>
        </message>
        <message>
            <source>原因：服务器没有这条记录。</source>
            <translation>Reason: the server has no such record.</translation>
        </message>
        <message>
            <source>原因：服务器看不懂这处修改，可能是版本不同。</source>
            <translation>Reason: the server could not read this change; the versions may differ.</translation>
        </message>
        <message>
            <source>原因：本机时钟跳动过，无法判断谁先谁后。</source>
            <translation>Reason: this laptop's clock jumped, so nobody can say which came first.</translation>
        </message>
        <message>
            <source>原因：这处修改太久没有发送，服务器已不记得当时的内容。</source>
            <translation>Reason: this change waited so long that the server no longer knows the content of that time.</translation>
        </message>
        <message>
            <source>原因：另一条记录有相同的唯一内容。</source>
            <translation>Reason: another record has the same unique content.</translation>
        </message>
        <message>
            <source>原因：这是已停用电脑上没有发出的修改。</source>
            <translation>Reason: it comes from a laptop that was revoked with unsent changes.</translation>
        </message>
        <message>
            <source>原因：服务器处理时出错，管理员会查看。</source>
            <translation>Reason: the server failed at it; the administrator will look.</translation>
        </message>
        <message>
            <source>原因：%1。</source>
            <translation>Reason: %1.</translation>
        </message>
    </context>
    <context>
        <name>SyncCentrePage</name>
        <message>
            <source>同步中心</source>
            <translation>Sync centre</translation>
        </message>
        <message>
            <source>信使…</source>
            <translation>Courier…</translation>
        </message>
        <message>
            <source>信使：用文件同步</source>
            <translation>Courier: synchronise by file</translation>
        </message>
        <message>
            <source>没有网络时，把修改装进加密文件带给服务器；也可以替同事带</source>
            <translation>Without a network, take changes to the server in an encrypted file; or carry one for a colleague</translation>
        </message>
        <message>
            <source>全面核对</source>
            <translation>Check everything</translation>
        </message>
        <message>
            <source>把本机的每一位客户与服务器逐项比较，不一致的重新取回</source>
            <translation>Compares every customer here with the server and fetches anew what differs</translation>
        </message>
        <message>
            <source>立即同步</source>
            <translation>Sync now</translation>
        </message>
        <message>
            <source>待发送</source>
            <translation>To send</translation>
        </message>
        <message>
            <source>已发送</source>
            <translation>Sent</translation>
        </message>
        <message>
            <source>收到</source>
            <translation>Received</translation>
        </message>
        <message>
            <source>问题</source>
            <translation>Problems</translation>
        </message>
    </context>
    <context>
        <name>SyncWords</name>
        <message>
            <source>新</source>
            <translation>New</translation>
        </message>
        <message>
            <source>示例，只在本机</source>
            <translation>Sample, on this computer only</translation>
        </message>
        <message>
            <source>已同步</source>
            <translation>Synced</translation>
        </message>
        <message>
            <source>待发送</source>
            <translation>To upload</translation>
        </message>
        <message>
            <source>有冲突</source>
            <translation>In conflict</translation>
        </message>
        <message>
            <source>示例数据，从不发送</source>
            <translation>sample data, never sent</translation>
        </message>
        <message>
            <source>本机的修改服务器都已收下</source>
            <translation>the server has taken every change made here</translation>
        </message>
        <message>
            <source>有修改还没有发给服务器，联网后自动发送</source>
            <translation>changes not sent yet; they go by themselves when there is a network</translation>
        </message>
        <message>
            <source>有被覆盖或没有写入的内容，在「冲突」里处理</source>
            <translation>something was overwritten or not written; see Conflicts</translation>
        </message>
        <message>
            <source>同事改过，您还没看</source>
            <translation>changed by a colleague, not seen by you yet</translation>
        </message>
        <message>
            <source>新到本机，您还没看</source>
            <translation>came to this laptop, not seen by you yet</translation>
        </message>
        <message>
            <source>● 蓝点</source>
            <translation>● Blue dot</translation>
        </message>
    </context>
    <context>
        <name>ThenModel</name>
        <message>
            <source>字段</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>当时</source>
            <translation>Then</translation>
        </message>
        <message>
            <source>现在</source>
            <translation>Now</translation>
        </message>
    </context>
    <context>
        <name>Toast</name>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>VanishDialog</name>
        <message>
            <source>公司服务器恢复了一份较旧的备份。备份里没有本机 %1 位客户中的 %2 位：它们可能是备份以后新建的，也可能已经移交给别人。您没有发送的修改和服务器忘记的记录已经再次交给服务器，由管理员决定是否取回。</source>
            <translation>The company server was restored from an older backup, which lacks %2 of the %1 customers here: they may have been created after the backup, or handed over to somebody else. Your unsent changes and the records the server forgot were offered to it again; an administrator decides whether to take them back.</translation>
        </message>
        <message>
            <source>服务器不认识这些客户，怎么办？</source>
            <translation>The server does not know these customers. What now?</translation>
        </message>
        <message>
            <source>服务器不认识的客户</source>
            <translation>Customers the server does not know</translation>
        </message>
        <message>
            <source>不论怎样选择，恢复以前的完整副本都会在本机保留 90 天。暂时保留时，新的修改照常发送；管理员取回后，问题自动消失。</source>
            <translation>Whatever you choose, a complete copy from before the restore stays on this laptop for 90 days. While you keep them, new changes are sent as usual; when the administrator takes the records back, the question goes away by itself.</translation>
        </message>
        <message>
            <source>让它们离开本机</source>
            <translation>Let them go from this laptop</translation>
        </message>
        <message>
            <source>暂时保留，明天再问</source>
            <translation>Keep them, ask again tomorrow</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>客户编号</source>
            <translation>Customer no.</translation>
        </message>
    </context>
    <context>
        <name>WaitingTab</name>
        <message>
            <source>待发送的修改</source>
            <translation>Changes to send</translation>
        </message>
        <message>
            <source>没有待发送的修改</source>
            <translation>Nothing waits to be sent</translation>
        </message>
        <message>
            <source>保存的修改会自动发给公司服务器；没有网络时先留在这里，不会丢。</source>
            <translation>What you save goes to the company server by itself; without a network it stays here and is not lost.</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>修改</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>修改时间</source>
            <translation>Changed at</translation>
        </message>
        <message>
            <source>已不在本机的客户</source>
            <translation>A customer no longer here</translation>
        </message>
    </context>
    <context>
        <name>WhoPage</name>
        <message>
            <source>由公司服务器提供。</source>
            <translation>Given by the company server.</translation>
        </message>
        <message>
            <source>新客户的签单人员，也记在修改记录里。</source>
            <translation>Signs new customers and is noted in the history.</translation>
        </message>
        <message>
            <source>我的姓名</source>
            <translation>My name</translation>
        </message>
        <message>
            <source>公司名称</source>
            <translation>Company name</translation>
        </message>
        <message>
            <source>印在客户信息表的表头。</source>
            <translation>Printed at the top of the customer information table.</translation>
        </message>
        <message>
            <source>客户编号前缀</source>
            <translation>Prefix of customer numbers</translation>
        </message>
        <message>
            <source>只影响新编号，例如 {no}</source>
            <translation>For new numbers only, such as {no}</translation>
        </message>
        <message>
            <source>用 1 到 8 个字母、数字或汉字。</source>
            <translation>Use 1 to 8 letters, digits or characters.</translation>
        </message>
    </context>
</TS>
