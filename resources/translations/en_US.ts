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
            <source>新版本</source>
            <translation>New version</translation>
        </message>
        <message>
            <source>没有</source>
            <translation>None</translation>
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
        <name>AccountDialog</name>
        <message>
            <source>添加同事的账号</source>
            <translation>Add a colleague's account</translation>
        </message>
        <message>
            <source>同事用它连接这台服务器。</source>
            <translation>Your colleague connects to this server with it.</translation>
        </message>
        <message>
            <source>用户名</source>
            <translation>User name</translation>
        </message>
        <message>
            <source>登录用，例如 lin。</source>
            <translation>To sign in, for example lin.</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>作为签单人员印在表上。</source>
            <translation>Printed on forms as the person who signs.</translation>
        </message>
        <message>
            <source>能做什么</source>
            <translation>May do</translation>
        </message>
        <message>
            <source>业务员：自己的客户</source>
            <translation>Salesperson: own customers</translation>
        </message>
        <message>
            <source>负责人：全部客户</source>
            <translation>Director: all customers</translation>
        </message>
        <message>
            <source>管理员：全部客户，也管理同事的电脑</source>
            <translation>Administrator: all customers, and colleagues' laptops</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>添加</source>
            <translation>Add</translation>
        </message>
        <message>
            <source>复制给同事</source>
            <translation>Copy for the colleague</translation>
        </message>
        <message>
            <source>用 1 到 40 个字母、数字、汉字、点、横线或下划线。</source>
            <translation>Use 1 to 40 letters, digits, dots, hyphens or underscores.</translation>
        </message>
        <message>
            <source>请填写姓名。</source>
            <translation>Please fill in the name.</translation>
        </message>
        <message>
            <source>已复制地址和用户名，可以发给同事。密码请当面或单独告诉他。</source>
            <translation>Address and user name are copied, ready to send. Tell the password in person, or another way.</translation>
        </message>
        <message>
            <source>正在添加…</source>
            <translation>Adding…</translation>
        </message>
        <message>
            <source>已添加账号 %1。</source>
            <translation>Account %1 was added.</translation>
        </message>
    </context>
    <context>
        <name>Actions</name>
        <message>
            <source>新建客户</source>
            <translation>New customer</translation>
        </message>
        <message>
            <source>打开客户</source>
            <translation>Open customer</translation>
        </message>
        <message>
            <source>编辑</source>
            <translation>Edit</translation>
        </message>
        <message>
            <source>记一笔</source>
            <translation>Log contact</translation>
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
            <source>合并…</source>
            <translation>Merge…</translation>
        </message>
        <message>
            <source>批量修改…</source>
            <translation>Change many…</translation>
        </message>
        <message>
            <source>加入促销活动…</source>
            <translation>Add to a campaign…</translation>
        </message>
        <message>
            <source>复制到 Excel</source>
            <translation>Copy for Excel</translation>
        </message>
        <message>
            <source>从 Excel 粘贴…</source>
            <translation>Paste from Excel…</translation>
        </message>
        <message>
            <source>批量记录</source>
            <translation>Imports and bulk edits</translation>
        </message>
        <message>
            <source>切换视图…</source>
            <translation>Switch view…</translation>
        </message>
        <message>
            <source>筛选客户…</source>
            <translation>Filter customers…</translation>
        </message>
        <message>
            <source>分组…</source>
            <translation>Group…</translation>
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
            <source>这台电脑作为办公室服务器</source>
            <translation>This computer is the office server</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customers</translation>
        </message>
        <message>
            <source>待办</source>
            <translation>To do</translation>
        </message>
        <message>
            <source>客户分类</source>
            <translation>Classes</translation>
        </message>
        <message>
            <source>促销</source>
            <translation>Campaigns</translation>
        </message>
        <message>
            <source>档案质量</source>
            <translation>File quality</translation>
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
            <source>重复</source>
            <translation>Duplicates</translation>
        </message>
        <message>
            <source>撞单</source>
            <translation>Claims</translation>
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
            <source>新版本</source>
            <translation>New version</translation>
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
        <name>ActiveCard</name>
        <message>
            <source>现有顾客卡</source>
            <translation>Existing customer card</translation>
        </message>
        <message>
            <source>第一张订单会开出这张卡。</source>
            <translation>The first order opens this card.</translation>
        </message>
        <message>
            <source>建卡日期</source>
            <translation>Card opened</translation>
        </message>
        <message>
            <source>累计交易额</source>
            <translation>Sales in all</translation>
        </message>
        <message numerus="yes">
            <source>%n 次</source>
            <translation>
                <numerusform>%n time</numerusform>
                <numerusform>%n times</numerusform>
            </translation>
        </message>
        <message>
            <source>本年交易额</source>
            <translation>Sales this year</translation>
        </message>
        <message>
            <source>毛利</source>
            <translation>Gross margin</translation>
        </message>
        <message>
            <source>最近交易</source>
            <translation>Last order</translation>
        </message>
        <message>
            <source>平均间隔</source>
            <translation>Usual interval</translation>
        </message>
        <message numerus="yes">
            <source>%n 天</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message>
            <source>预计下次</source>
            <translation>Next expected</translation>
        </message>
        <message>
            <source>视为流失</source>
            <translation>Counts as lost</translation>
        </message>
        <message>
            <source>按时付款</source>
            <translation>Paid in time</translation>
        </message>
        <message>
            <source>逾期未付</source>
            <translation>Overdue</translation>
        </message>
    </context>
    <context>
        <name>AddressesSection</name>
        <message>
            <source>其他地址</source>
            <translation>Further addresses</translation>
        </message>
        <message>
            <source>新增地址</source>
            <translation>Add an address</translation>
        </message>
        <message>
            <source>没有其他地址。</source>
            <translation>No further address.</translation>
        </message>
    </context>
    <context>
        <name>AdviceSection</name>
        <message>
            <source>建议</source>
            <translation>Suggestions</translation>
        </message>
        <message>
            <source>记下偏好（房型、楼层、忌口、场合）或订单后，这里给出建议。</source>
            <translation>Note preferences (room, floor, diet, occasion) or an order, and suggestions stand here.</translation>
        </message>
    </context>
    <context>
        <name>AskDay</name>
        <message>
            <source>推迟到</source>
            <translation>Put off to</translation>
        </message>
        <message>
            <source>周五、3天后、12-1 14:00</source>
            <translation>fri, 3d, 12-1 14:00</translation>
        </message>
        <message>
            <source>看不懂</source>
            <translation>No such day</translation>
        </message>
        <message>
            <source>回车确定</source>
            <translation>Enter takes it</translation>
        </message>
    </context>
    <context>
        <name>AssessmentSection</name>
        <message>
            <source>评定</source>
            <translation>Assessment</translation>
        </message>
        <message>
            <source>新增评定</source>
            <translation>Add an assessment</translation>
        </message>
        <message>
            <source>还没有评定。</source>
            <translation>Not assessed yet.</translation>
        </message>
        <message>
            <source>已过有效期</source>
            <translation>No longer valid</translation>
        </message>
        <message>
            <source>查看评定</source>
            <translation>Open assessment</translation>
        </message>
        <message>
            <source>%1 / 5</source>
            <translation>%1 / 5</translation>
        </message>
    </context>
    <context>
        <name>Attachments</name>
        <message>
            <source>未能传送</source>
            <translation>not transferred</translation>
        </message>
        <message>
            <source>待发送</source>
            <translation>waiting</translation>
        </message>
        <message>
            <source>发送中</source>
            <translation>sending</translation>
        </message>
        <message>
            <source>在服务器</source>
            <translation>on the server</translation>
        </message>
        <message>
            <source>取回中</source>
            <translation>fetching</translation>
        </message>
        <message>
            <source>同事未上传</source>
            <translation>not sent yet</translation>
        </message>
        <message>
            <source>文件缺失</source>
            <translation>missing</translation>
        </message>
        <message>
            <source>内容还在服务器上，正在取回；取回后自动打开。</source>
            <translation>The content is still on the server and being fetched; it opens when it is here.</translation>
        </message>
        <message>
            <source>添加它的同事还没有上传内容，上传后会自动取回。</source>
            <translation>The colleague who added it has not sent the content yet; it is fetched once it is there.</translation>
        </message>
        <message>
            <source>内容不在本机，服务器上也没有。有原文件的话请再添加一次。</source>
            <translation>The content is neither on this laptop nor on the server. If you have the file, add it again.</translation>
        </message>
    </context>
    <context>
        <name>AttachmentsPanel</name>
        <message>
            <source>附件</source>
            <translation>Attachments</translation>
        </message>
        <message>
            <source>添加</source>
            <translation>Add</translation>
        </message>
        <message>
            <source>添加附件</source>
            <translation>Add attachments</translation>
        </message>
        <message>
            <source>还没有附件</source>
            <translation>No attachments yet</translation>
        </message>
        <message>
            <source>把照片或文件拖到这里，或者按 Ctrl+V 粘贴截图。</source>
            <translation>Drag photos or files here, or press Ctrl+V to paste a screenshot.</translation>
        </message>
        <message>
            <source>打开（Enter）</source>
            <translation>Open (Enter)</translation>
        </message>
        <message>
            <source>另存为</source>
            <translation>Save as</translation>
        </message>
        <message>
            <source>改说明（F2）</source>
            <translation>Change the note (F2)</translation>
        </message>
        <message>
            <source>移除（Delete）</source>
            <translation>Remove (Delete)</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>取消添加</source>
            <translation>Stop adding</translation>
        </message>
        <message>
            <source>正在加密保存…</source>
            <translation>Encrypting and saving…</translation>
        </message>
        <message>
            <source>截图 %1</source>
            <translation>Screenshot %1</translation>
        </message>
        <message>
            <source>剪贴板里没有图片或文件</source>
            <translation>The clipboard holds neither a picture nor files</translation>
        </message>
        <message>
            <source>图片</source>
            <translation>Picture</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>用其他程序打开</source>
            <translation>Open in another program</translation>
        </message>
        <message>
            <source>另存为…</source>
            <translation>Save as…</translation>
        </message>
        <message>
            <source>改说明…</source>
            <translation>Change the note…</translation>
        </message>
        <message>
            <source>移除</source>
            <translation>Remove</translation>
        </message>
        <message numerus="yes">
            <source>%n 个</source>
            <translation>
                <numerusform>%n file</numerusform>
                <numerusform>%n files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Background</name>
        <message>
            <source>今天的自动备份没有完成。</source>
            <translation>Today's automatic backup was not finished. </translation>
        </message>
    </context>
    <context>
        <name>BackupFileDialog</name>
        <message>
            <source>客户管家的备份</source>
            <translation>A backup of Desktop CRM</translation>
        </message>
        <message>
            <source>里面是写下它的时候这台电脑上的全部资料，和资料库一样加密。</source>
            <translation>It holds everything that was on this computer when it was written, encrypted like the store itself.</translation>
        </message>
        <message>
            <source>正在打开备份…</source>
            <translation>Opening the backup…</translation>
        </message>
        <message>
            <source>恢复这份备份</source>
            <translation>Restore this backup</translation>
        </message>
        <message>
            <source>保持现在的资料</source>
            <translation>Keep the present data</translation>
        </message>
        <message>
            <source>文件</source>
            <translation>File</translation>
        </message>
        <message>
            <source>写于</source>
            <translation>Written</translation>
        </message>
        <message>
            <source>没有改动</source>
            <translation>No changes</translation>
        </message>
        <message>
            <source>最后的改动</source>
            <translation>Newest change</translation>
        </message>
        <message>
            <source>{there} 位（现在 {here} 位）</source>
            <translation>{there} (now {here})</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customers</translation>
        </message>
        <message>
            <source>恢复后，这份备份代替现在的资料：之后改动的内容会从这台电脑消失，已经同步到服务器的会再取回来。现在的资料先另存一份备份，随时可以换回。</source>
            <translation>Restoring puts this backup in the place of the present data: what was changed since goes from this computer, and what the server has comes back. The present data is kept as a backup first; you can return to it at any time.</translation>
        </message>
        <message>
            <source>这份备份打不开：它属于另一个资料库（另一台电脑，或重装以前），或者不是备份。现在的资料没有改动。请在写下它的那台电脑上打开。</source>
            <translation>This backup cannot be opened: it belongs to other data (another computer, or from before this one was set up anew), or it is no backup. The present data was not changed. Open it on the computer that wrote it.</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>正在恢复…</source>
            <translation>Restoring…</translation>
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
            <source>备份 (*.crmbackup *.backup)</source>
            <translation>Backups (*.crmbackup *.backup)</translation>
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
    </context>
    <context>
        <name>BarModel</name>
        <message numerus="yes">
            <source>%n 位</source>
            <translation>
                <numerusform>%n customer</numerusform>
                <numerusform>%n customers</numerusform>
            </translation>
        </message>
        <message>
            <source>查看这一类的客户</source>
            <translation>Show the customers of this class</translation>
        </message>
    </context>
    <context>
        <name>BatchesDialog</name>
        <message>
            <source>导入和批量修改都可以整批撤销；之后被人改过的内容保持不变。</source>
            <translation>Each can be undone as a whole; what somebody changed since is left alone.</translation>
        </message>
        <message>
            <source>批量记录</source>
            <translation>Imports and bulk edits</translation>
        </message>
        <message>
            <source>还没有批量操作</source>
            <translation>Nothing was done to many customers yet</translation>
        </message>
        <message>
            <source>导入、批量修改和粘贴会列在这里，随时可以整批撤销。</source>
            <translation>Imports, bulk edits and pastes are listed here; each can be undone as a whole at any time.</translation>
        </message>
        <message>
            <source>批量操作</source>
            <translation>Imports and bulk edits</translation>
        </message>
        <message>
            <source>整批撤销</source>
            <translation>Undo all of it</translation>
        </message>
        <message>
            <source>重做</source>
            <translation>Redo</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>操作</source>
            <translation>Action</translation>
        </message>
        <message>
            <source>人员</source>
            <translation>By</translation>
        </message>
        <message>
            <source>客户数</source>
            <translation>Customers</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>What</translation>
        </message>
        <message>
            <source>新建 %1</source>
            <translation>%1 new</translation>
        </message>
        <message>
            <source>修改 %1</source>
            <translation>%1 changed</translation>
        </message>
        <message numerus="yes">
            <source>%n 处保持不变</source>
            <translation>
                <numerusform>%n change left alone</numerusform>
                <numerusform>%n changes left alone</numerusform>
            </translation>
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
        <name>Bulk</name>
        <message>
            <source>改为</source>
            <translation>Set to</translation>
        </message>
        <message>
            <source>清空</source>
            <translation>Clear</translation>
        </message>
        <message>
            <source>加上</source>
            <translation>Add</translation>
        </message>
        <message>
            <source>去掉</source>
            <translation>Remove</translation>
        </message>
        <message>
            <source>替换文字</source>
            <translation>Replace text</translation>
        </message>
        <message>
            <source>日期推移</source>
            <translation>Move the date</translation>
        </message>
        <message>
            <source>将修改</source>
            <translation>Will change</translation>
        </message>
        <message>
            <source>已是如此</source>
            <translation>Is so already</translation>
        </message>
        <message>
            <source>不适用</source>
            <translation>Does not apply</translation>
        </message>
        <message>
            <source>不合规则</source>
            <translation>Breaks a rule</translation>
        </message>
        <message>
            <source>进行中</source>
            <translation>Running</translation>
        </message>
        <message>
            <source>已完成</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>中途停止</source>
            <translation>Stopped</translation>
        </message>
        <message>
            <source>已撤销</source>
            <translation>Undone</translation>
        </message>
        <message>
            <source>撤销到一半</source>
            <translation>Partly undone</translation>
        </message>
        <message>
            <source>之后又被改过</source>
            <translation>Changed since</translation>
        </message>
        <message>
            <source>客户在回收站中</source>
            <translation>The customer is in the recycle bin</translation>
        </message>
        <message>
            <source>已不在本机</source>
            <translation>No longer on this laptop</translation>
        </message>
        <message>
            <source>导入客户</source>
            <translation>Import</translation>
        </message>
        <message>
            <source>导入订单</source>
            <translation>Import of orders</translation>
        </message>
        <message>
            <source>批量修改</source>
            <translation>Bulk edit</translation>
        </message>
        <message>
            <source>粘贴</source>
            <translation>Paste</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>BulkDesk</name>
        <message numerus="yes">
            <source>已修改 %n 位客户</source>
            <translation>
                <numerusform>%n customer changed</numerusform>
                <numerusform>%n customers changed</numerusform>
            </translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>BulkDialog</name>
        <message>
            <source>粘贴到客户</source>
            <translation>Paste onto customers</translation>
        </message>
        <message>
            <source>批量修改</source>
            <translation>Bulk edit</translation>
        </message>
        <message>
            <source>改什么</source>
            <translation>What to change</translation>
        </message>
        <message>
            <source>预览</source>
            <translation>Preview</translation>
        </message>
        <message>
            <source>修改</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>结果</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>改哪些客户</source>
            <translation>Which customers</translation>
        </message>
        <message numerus="yes">
            <source>选中的 %n 位</source>
            <translation>
                <numerusform>The %n selected</numerusform>
                <numerusform>The %n selected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>列表中的全部 %n 位</source>
            <translation>
                <numerusform>All %n in the list</numerusform>
                <numerusform>All %n in the list</numerusform>
            </translation>
        </message>
        <message>
            <source>下一步先给出预览，确认之前不改动任何资料。修改后可以整批撤销。</source>
            <translation>A preview comes next; nothing is changed before you confirm it. Afterwards all of it can be undone.</translation>
        </message>
        <message numerus="yes">
            <source>有 %n 行找不到对应的客户。</source>
            <translation>
                <numerusform>%n row belongs to no customer.</numerusform>
                <numerusform>%n rows belong to no customer.</numerusform>
            </translation>
        </message>
        <message>
            <source>作为新客户导入…</source>
            <translation>Import as new customers…</translation>
        </message>
        <message>
            <source>上一步</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message numerus="yes">
            <source>修改 %n 位客户</source>
            <translation>
                <numerusform>Change %n customer</numerusform>
                <numerusform>Change %n customers</numerusform>
            </translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Done</translation>
        </message>
    </context>
    <context>
        <name>BulkPreview</name>
        <message>
            <source>按处理筛选</source>
            <translation>Filter by what happens</translation>
        </message>
        <message>
            <source>将要发生的改动</source>
            <translation>Changes to come</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>表中只列出前 %1 位，其余照样处理。</source>
            <translation>The table lists the first %1; the others are changed all the same.</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>项目</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>处理</source>
            <translation>Outcome</translation>
        </message>
        <message>
            <source>现在</source>
            <translation>Now</translation>
        </message>
        <message>
            <source>改为</source>
            <translation>Set to</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
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
        <name>CampaignDetail</name>
        <message>
            <source>编辑</source>
            <translation>Edit</translation>
        </message>
        <message>
            <source>加入客户…</source>
            <translation>Add customers…</translation>
        </message>
        <message>
            <source>删除</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>记下响应</source>
            <translation>Note response</translation>
        </message>
        <message>
            <source>再来的比例</source>
            <translation>Who came again</translation>
        </message>
        <message>
            <source>投入产出</source>
            <translation>What it cost and brought</translation>
        </message>
        <message>
            <source>参与的客户</source>
            <translation>Customers who have a part</translation>
        </message>
        <message>
            <source>内容与评估</source>
            <translation>Content and evaluation</translation>
        </message>
        <message>
            <source>与另一个活动比较</source>
            <translation>Compare with another campaign</translation>
        </message>
        <message>
            <source>两组人数够、固定成本和变动成本都填好后，这里算出活动是否划算。</source>
            <translation>With enough customers in both groups and both costs filled in, this tells whether it paid.</translation>
        </message>
        <message>
            <source>还没有客户。点「加入客户…」，从选中的客户或当前列表加入，并抽签留出对照组。</source>
            <translation>No customers yet. “Add customers…” takes the selected ones or those of the list, and draws a control group by lot.</translation>
        </message>
        <message>
            <source>重新打开</source>
            <translation>Open again</translation>
        </message>
        <message>
            <source>关闭活动</source>
            <translation>Close campaign</translation>
        </message>
        <message>
            <source>观察期还没有结束，数到今天为止。</source>
            <translation>Counted up to today; more days are to come.</translation>
        </message>
        <message numerus="yes">
            <source>有 %n 位因档案合并同时在两组，没有计入。</source>
            <translation>
                <numerusform>%n customer is in both groups after a merge and does not count.</numerusform>
                <numerusform>%n customers are in both groups after merges and do not count.</numerusform>
            </translation>
        </message>
        <message>
            <source>不与别的活动比</source>
            <translation>No comparison</translation>
        </message>
        <message>
            <source>与「%1」比</source>
            <translation>Against “%1”</translation>
        </message>
        <message numerus="yes">
            <source>都数开始后的 %n 天。</source>
            <translation>
                <numerusform>Counted over the first %n day of each.</numerusform>
                <numerusform>Counted over the first %n days of each.</numerusform>
            </translation>
        </message>
        <message>
            <source>增量销售额</source>
            <translation>Extra sales</translation>
        </message>
        <message>
            <source>增量毛利</source>
            <translation>Extra margin</translation>
        </message>
        <message>
            <source>成本</source>
            <translation>Cost</translation>
        </message>
        <message>
            <source>结果</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>%1，回报率 %2</source>
            <translation>%1, return %2</translation>
        </message>
        <message>
            <source>保本增量</source>
            <translation>Break-even</translation>
        </message>
        <message>
            <source>实际 %1，按对照组应有 %2</source>
            <translation>%1 sold, %2 expected from the control group</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>组</source>
            <translation>Group</translation>
        </message>
        <message>
            <source>响应</source>
            <translation>Response</translation>
        </message>
        <message>
            <source>再来</source>
            <translation>Came again</translation>
        </message>
        <message>
            <source>金额</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>取消响应</source>
            <translation>Undo response</translation>
        </message>
    </context>
    <context>
        <name>Campaigns</name>
        <message>
            <source>还没有客户</source>
            <translation>No customers yet</translation>
        </message>
        <message>
            <source>目标组 %1 · 对照组 %2</source>
            <translation>Target %1 · control %2</translation>
        </message>
    </context>
    <context>
        <name>CampaignsPage</name>
        <message>
            <source>促销</source>
            <translation>Campaigns</translation>
        </message>
        <message>
            <source>按需求选客户，抽签留出对照组，看有多少人因此再来。</source>
            <translation>Choose customers by their needs, keep a control group by lot, and see how many came again because of it.</translation>
        </message>
        <message>
            <source>促销活动</source>
            <translation>Campaigns</translation>
        </message>
        <message>
            <source>筛选</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>新建活动</source>
            <translation>New campaign</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>进行中</source>
            <translation>Under way</translation>
        </message>
        <message>
            <source>待评估</source>
            <translation>To evaluate</translation>
        </message>
        <message>
            <source>已关闭</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>这里没有活动</source>
            <translation>No campaign here</translation>
        </message>
        <message>
            <source>其他活动在「全部」里。</source>
            <translation>The others are under “All”.</translation>
        </message>
        <message>
            <source>还没有促销活动</source>
            <translation>No campaigns yet</translation>
        </message>
        <message>
            <source>在客户列表按需求筛选，例如「偏好 包含 十楼」，再把他们加入活动。抽签留出的对照组会告诉您，客户是不是因为活动才再来。</source>
            <translation>Filter the customer list by a need, such as “Preferences contains tenth floor”, and add these customers to a campaign. The control group drawn by lot tells whether they came again because of it.</translation>
        </message>
        <message>
            <source>已加入：目标组 %1 位，对照组 %2 位</source>
            <translation>Added: %1 in the target group, %2 in the control group</translation>
        </message>
        <message numerus="yes">
            <source>；%n 位已在其中</source>
            <translation>
                <numerusform>; %n was in it already</numerusform>
                <numerusform>; %n were in it already</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>；%n 位不允许这样联系</source>
            <translation>
                <numerusform>; %n may not be contacted like that</numerusform>
                <numerusform>; %n may not be contacted like that</numerusform>
            </translation>
        </message>
        <message>
            <source>已新建活动</source>
            <translation>Campaign made</translation>
        </message>
        <message>
            <source>已保存：%1</source>
            <translation>Saved: %1</translation>
        </message>
        <message>
            <source>已删除活动：%1</source>
            <translation>Campaign deleted: %1</translation>
        </message>
        <message>
            <source>已关闭活动：%1</source>
            <translation>Campaign closed: %1</translation>
        </message>
        <message>
            <source>已重新打开：%1</source>
            <translation>Opened again: %1</translation>
        </message>
        <message>
            <source>%1 没有响应</source>
            <translation>%1 did not respond</translation>
        </message>
        <message>
            <source>%1 响应了</source>
            <translation>%1 responded</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
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
        <message>
            <source>正在填写</source>
            <translation>Being typed</translation>
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
            <source>打电话</source>
            <translation>Call</translation>
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
            <source>附件</source>
            <translation>Files</translation>
        </message>
        <message>
            <source>变更历史</source>
            <translation>History</translation>
        </message>
        <message>
            <source>分类</source>
            <translation>Classes</translation>
        </message>
        <message>
            <source>记一笔</source>
            <translation>Log</translation>
        </message>
        <message>
            <source>还没有联系过</source>
            <translation>No contact yet</translation>
        </message>
        <message>
            <source>最近联系 %1</source>
            <translation>Last contact %1</translation>
        </message>
    </context>
    <context>
        <name>CardsTab</name>
        <message>
            <source>更新</source>
            <translation>Update</translation>
        </message>
        <message>
            <source>资料里的卡片类型是“%1”，按交易应是“%2”。</source>
            <translation>The file says “%1”; by the orders it is “%2”.</translation>
        </message>
        <message>
            <source>赢回</source>
            <translation>won back</translation>
        </message>
    </context>
    <context>
        <name>CaseDetail</name>
        <message>
            <source>裁定…</source>
            <translation>Decide…</translation>
        </message>
        <message>
            <source>不是同一客户…</source>
            <translation>Not the same customer…</translation>
        </message>
        <message>
            <source>打开客户</source>
            <translation>Open customer</translation>
        </message>
        <message>
            <source>主张</source>
            <translation>Claims</translation>
        </message>
        <message>
            <source>跟踪记录</source>
            <translation>Contacts</translation>
        </message>
        <message>
            <source>主张（按依据排序）</source>
            <translation>Claims, the best grounds first</translation>
        </message>
        <message>
            <source>还没有人报价。</source>
            <translation>Nobody has quoted yet.</translation>
        </message>
        <message>
            <source>还没有人联系过这位客户。</source>
            <translation>Nobody has contacted this customer yet.</translation>
        </message>
        <message>
            <source>报价</source>
            <translation>Quotes</translation>
        </message>
        <message>
            <source>发现于 %1</source>
            <translation>found %1</translation>
        </message>
        <message>
            <source>由%1裁定</source>
            <translation>to be decided by the %1</translation>
        </message>
        <message>
            <source>期限 %1</source>
            <translation>by %1</translation>
        </message>
        <message>
            <source>%1 裁定：%2</source>
            <translation>Decided by %1: %2</translation>
        </message>
        <message>
            <source>您</source>
            <translation>you</translation>
        </message>
        <message>
            <source>理由：%1</source>
            <translation>Reason: %1</translation>
        </message>
        <message>
            <source>还没有同步；服务器收到后才最终生效。</source>
            <translation>Not synchronised yet: it is final once the server has it.</translation>
        </message>
        <message>
            <source>重新主张</source>
            <translation>Claim again</translation>
        </message>
        <message>
            <source>撤回主张</source>
            <translation>Withdraw my claim</translation>
        </message>
        <message>
            <source>业务人员</source>
            <translation>Salesperson</translation>
        </message>
        <message>
            <source>依据</source>
            <translation>Ground</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Explanation</translation>
        </message>
        <message>
            <source>首次联系</source>
            <translation>First</translation>
        </message>
        <message>
            <source>最近联系</source>
            <translation>Last</translation>
        </message>
        <message>
            <source>联系次数</source>
            <translation>Contacts</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>方式</source>
            <translation>Way</translation>
        </message>
    </context>
    <context>
        <name>CaseReport</name>
        <message>
            <source>撞单统计</source>
            <translation>Cases by month</translation>
        </message>
        <message>
            <source>每月每人的撞单，按发现的月份。只算您能看到的。</source>
            <translation>Cases of each person and month, by the month in which they were found. Only those that you can see.</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>还没有撞单。</source>
            <translation>There have been no cases yet.</translation>
        </message>
        <message>
            <source>月份</source>
            <translation>Month</translation>
        </message>
        <message>
            <source>业务人员</source>
            <translation>Salesperson</translation>
        </message>
        <message>
            <source>撞单</source>
            <translation>Claims</translation>
        </message>
        <message>
            <source>待裁定</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>判归</source>
            <translation>Won</translation>
        </message>
        <message>
            <source>撤回</source>
            <translation>Withdrawn</translation>
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
        <message>
            <source>分组：%1</source>
            <translation>Group: %1</translation>
        </message>
        <message>
            <source>分组</source>
            <translation>Group</translation>
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
        <name>ClaimDesk</name>
        <message>
            <source>查看</source>
            <translation>Show</translation>
        </message>
        <message>
            <source>撞单：%1（%2），报价已冻结，等待裁定</source>
            <translation>Several people claim %1 (%2). Quotes are frozen until it is decided.</translation>
        </message>
        <message>
            <source>撞单已裁定：%1，%2</source>
            <translation>Claim case decided: %1, %2</translation>
        </message>
    </context>
    <context>
        <name>Claims</name>
        <message>
            <source>已裁定，待同步</source>
            <translation>Decided, not sent yet</translation>
        </message>
        <message>
            <source>已逾期</source>
            <translation>Overdue</translation>
        </message>
        <message>
            <source>已签合同</source>
            <translation>Contract</translation>
        </message>
        <message>
            <source>保护期内</source>
            <translation>Protected</translation>
        </message>
        <message>
            <source>最早联系</source>
            <translation>Contact</translation>
        </message>
        <message>
            <source>所在区域</source>
            <translation>Territory</translation>
        </message>
        <message>
            <source>没有依据</source>
            <translation>None</translation>
        </message>
        <message>
            <source>已撤回主张</source>
            <translation>claim withdrawn</translation>
        </message>
        <message>
            <source>%1 签订 %2</source>
            <translation>signed %2 %1</translation>
        </message>
        <message>
            <source>%1 起登记，近期有联系</source>
            <translation>filed %1, contacted lately</translation>
        </message>
        <message>
            <source>%1 首次联系，已过保护期</source>
            <translation>first contact %1, no longer protected</translation>
        </message>
        <message>
            <source>客户在其区域，没有联系记录</source>
            <translation>in the territory, no contact on record</translation>
        </message>
        <message>
            <source>没有合同、申报或联系记录</source>
            <translation>no contract, claim or contact on record</translation>
        </message>
        <message>
            <source>所有人都撤回了主张。</source>
            <translation>Everybody has withdrawn.</translation>
        </message>
        <message>
            <source>按规则建议归 %1：%2（%3）。</source>
            <translation>By the rule it goes to %1: %2 (%3).</translation>
        </message>
        <message>
            <source>同一张档案</source>
            <translation>the same card</translation>
        </message>
        <message>
            <source>最高比最低高 %1%</source>
            <translation>highest %1% above lowest</translation>
        </message>
        <message>
            <source>归 %1</source>
            <translation>goes to %1</translation>
        </message>
        <message>
            <source>，分成 %1</source>
            <translation>, shared %1</translation>
        </message>
        <message>
            <source>，有效报价 %1（%2）</source>
            <translation>, valid quote %1 (%2)</translation>
        </message>
    </context>
    <context>
        <name>ClaimsPage</name>
        <message>
            <source>撞单</source>
            <translation>Claims</translation>
        </message>
        <message>
            <source>筛选</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>月度统计</source>
            <translation>By month</translation>
        </message>
        <message>
            <source>待裁定</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>与我有关</source>
            <translation>Mine</translation>
        </message>
        <message>
            <source>已裁定</source>
            <translation>Decided</translation>
        </message>
        <message>
            <source>几位业务人员在争同一位客户；裁定前报价冻结。</source>
            <translation>Several salespeople work for one customer. Quotes are frozen until it is decided.</translation>
        </message>
        <message>
            <source>还没有裁定过</source>
            <translation>Nothing was decided yet</translation>
        </message>
        <message>
            <source>裁定过的撞单会列在这里，附有理由。</source>
            <translation>Decided cases are listed here, with their reasons.</translation>
        </message>
        <message>
            <source>这里没有撞单</source>
            <translation>No cases here</translation>
        </message>
        <message>
            <source>其他撞单在「待裁定」里。</source>
            <translation>Others are under Open.</translation>
        </message>
        <message>
            <source>没有撞单</source>
            <translation>No cases</translation>
        </message>
        <message>
            <source>两个人登记了同一位客户时，同步会立即发现，并通知经理和所有相关的人。</source>
            <translation>When two people file the same customer, synchronisation finds it at once and tells the manager and all of them.</translation>
        </message>
        <message>
            <source>已裁定；服务器收到后最终生效。</source>
            <translation>Decided. It is final once the server has it.</translation>
        </message>
        <message>
            <source>已重新主张：%1</source>
            <translation>Claimed again: %1</translation>
        </message>
        <message>
            <source>已撤回主张：%1</source>
            <translation>Claim withdrawn: %1</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>ClassDialog</name>
        <message>
            <source>人工调整</source>
            <translation>Set by hand</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Class</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>有效期至</source>
            <translation>Valid until</translation>
        </message>
        <message>
            <source>变化</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>恢复按规则</source>
            <translation>Back to the rule</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>保存调整</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>还没有归类</source>
            <translation>Not classified yet</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>现在的类别</source>
            <translation>Class now</translation>
        </message>
        <message>
            <source>从何时起</source>
            <translation>Since</translation>
        </message>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到</source>
            <translation>Until</translation>
        </message>
        <message>
            <source>来由</source>
            <translation>Source</translation>
        </message>
        <message>
            <source>请写明理由。</source>
            <translation>Please give a reason.</translation>
        </message>
        <message>
            <source>类别已调整</source>
            <translation>Class set by hand</translation>
        </message>
        <message>
            <source>已恢复按规则归类</source>
            <translation>The rule decides again</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>Classes</name>
        <message>
            <source>共 %1 位客户</source>
            <translation>%1 customers</translation>
        </message>
        <message>
            <source>%1 位有订单</source>
            <translation>%1 with orders</translation>
        </message>
        <message>
            <source>正在分类，还有 %1 位</source>
            <translation>classifying, %1 to go</translation>
        </message>
        <message>
            <source>%1 更新</source>
            <translation>updated %1</translation>
        </message>
        <message>
            <source>现在</source>
            <translation>now</translation>
        </message>
        <message>
            <source>人工</source>
            <translation>by hand</translation>
        </message>
        <message>
            <source>规则第 %1 版</source>
            <translation>rule version %1</translation>
        </message>
    </context>
    <context>
        <name>ClassesPage</name>
        <message>
            <source>客户分类</source>
            <translation>Classes</translation>
        </message>
        <message>
            <source>正在分类</source>
            <translation>Classifying</translation>
        </message>
        <message>
            <source>还没有客户</source>
            <translation>No customers yet</translation>
        </message>
        <message>
            <source>有了客户，这里按三十种方式看他们各属于哪一类。</source>
            <translation>Once there are customers, this page shows their classes in thirty schemes.</translation>
        </message>
        <message>
            <source>导入客户</source>
            <translation>Import customers</translation>
        </message>
    </context>
    <context>
        <name>ClassesTab</name>
        <message>
            <source>各类分类结果</source>
            <translation>Classes in all schemes</translation>
        </message>
        <message>
            <source>人工</source>
            <translation>By hand</translation>
        </message>
    </context>
    <context>
        <name>Clipboard</name>
        <message>
            <source>一次最多复制 %1 行，更多请用导出。</source>
            <translation>At most %1 rows can be copied at once. Export more than that.</translation>
        </message>
        <message numerus="yes">
            <source>已复制 %n 位客户，可以粘贴到 Excel</source>
            <translation>
                <numerusform>%n customer copied, ready to paste into Excel</numerusform>
                <numerusform>%n customers copied, ready to paste into Excel</numerusform>
            </translation>
        </message>
        <message>
            <source>剪贴板里没有可以粘贴的表格。</source>
            <translation>There is no table on the clipboard.</translation>
        </message>
        <message>
            <source>这一列不能在列表里粘贴，请换一列或带上标题行。</source>
            <translation>This column cannot be pasted into. Choose another one, or copy the header row too.</translation>
        </message>
        <message>
            <source>粘贴的内容</source>
            <translation>Pasted rows</translation>
        </message>
        <message numerus="yes">
            <source>已修改 %n 位客户</source>
            <translation>
                <numerusform>%n customer changed</numerusform>
                <numerusform>%n customers changed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CodeDialog</name>
        <message>
            <source>二维码名片</source>
            <translation>Visiting card as a QR code</translation>
        </message>
        <message>
            <source>用手机相机扫描，存为联系人。内容：%1。</source>
            <translation>Point a phone's camera at it to keep a contact. It holds: %1.</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
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
            <source>已核实</source>
            <translation>Verified</translation>
        </message>
        <message>
            <source>最近交易</source>
            <translation>Last order</translation>
        </message>
        <message>
            <source>12 个月交易额</source>
            <translation>12-month sales</translation>
        </message>
        <message>
            <source>建档日期</source>
            <translation>Filed on</translation>
        </message>
    </context>
    <context>
        <name>CompanyForm</name>
        <message>
            <source>编辑%1</source>
            <translation>Edit %1</translation>
        </message>
        <message>
            <source>新建%1</source>
            <translation>New %1</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
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
        <message>
            <source>办公室服务器</source>
            <translation>Office server</translation>
        </message>
        <message>
            <source>这台电脑是办公室服务器。在这里看它的状态、停止或启动、备份、检查，让同事连接。</source>
            <translation>This computer is the office server. See how it is, stop or start it, back up, check, and let colleagues connect.</translation>
        </message>
        <message>
            <source>小办公室不用另外的服务器：这台电脑就可以保存大家的客户，同事的电脑自动和它同步。</source>
            <translation>A small office needs no other server: this computer can hold everybody's customers, and colleagues' computers synchronise with it by themselves.</translation>
        </message>
        <message>
            <source>管理办公室服务器…</source>
            <translation>Look after the office server…</translation>
        </message>
        <message>
            <source>这台电脑作为办公室服务器…</source>
            <translation>Make this computer the office server…</translation>
        </message>
        <message>
            <source>附件</source>
            <translation>Attachments</translation>
        </message>
        <message>
            <source>自动取回自己客户的小图片（2 MB 以内）</source>
            <translation>Fetch small pictures (up to 2 MB) of my own customers by itself</translation>
        </message>
        <message>
            <source>按流量计费的网络也收发附件</source>
            <translation>Send and fetch attachments over metered networks too</translation>
        </message>
    </context>
    <context>
        <name>CompareDialog</name>
        <message>
            <source>是同一位客户吗？</source>
            <translation>Is this the same customer?</translation>
        </message>
        <message>
            <source>不同之处：%1</source>
            <translation>Speaks against it: %1</translation>
        </message>
        <message>
            <source>显示或隐藏敏感内容</source>
            <translation>Show or hide sensitive values</translation>
        </message>
        <message>
            <source>打开 %1</source>
            <translation>Open %1</translation>
        </message>
        <message>
            <source>不是同一位</source>
            <translation>Not the same</translation>
        </message>
        <message>
            <source>继续填写</source>
            <translation>Go on typing</translation>
        </message>
        <message>
            <source>并排比较</source>
            <translation>Side by side</translation>
        </message>
    </context>
    <context>
        <name>ConditionRow</name>
        <message>
            <source>条件：%1</source>
            <translation>Condition: %1</translation>
        </message>
        <message>
            <source>比较</source>
            <translation>Comparison</translation>
        </message>
        <message>
            <source>时间段</source>
            <translation>Period</translation>
        </message>
        <message>
            <source>天数</source>
            <translation>Number of days</translation>
        </message>
        <message>
            <source>天</source>
            <translation>days</translation>
        </message>
        <message>
            <source>去掉这个条件</source>
            <translation>Take this condition away</translation>
        </message>
        <message>
            <source>值</source>
            <translation>Value</translation>
        </message>
        <message>
            <source>到</source>
            <translation>Until</translation>
        </message>
        <message>
            <source>是</source>
            <translation>Yes</translation>
        </message>
        <message>
            <source>否</source>
            <translation>No</translation>
        </message>
        <message>
            <source>数字</source>
            <translation>A number</translation>
        </message>
        <message>
            <source>金额，如 3万</source>
            <translation>An amount, such as 30,000</translation>
        </message>
        <message>
            <source>如 2026-03-05</source>
            <translation>Such as 2026-03-05</translation>
        </message>
        <message>
            <source>文字，多个用顿号隔开</source>
            <translation>Text; several separated by commas</translation>
        </message>
        <message numerus="yes">
            <source>至少 %n 个字符</source>
            <translation>
                <numerusform>At least %n character</numerusform>
                <numerusform>At least %n characters</numerusform>
            </translation>
        </message>
        <message>
            <source>请选择…</source>
            <translation>Choose…</translation>
        </message>
        <message>
            <source>值：%1</source>
            <translation>Value: %1</translation>
        </message>
        <message>
            <source>查找条件</source>
            <translation>Find a condition</translation>
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
            <source>没有执行的合并</source>
            <translation>Merge not done</translation>
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
        <name>CustomerPage</name>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
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
            <source>时间线</source>
            <translation>Timeline</translation>
        </message>
        <message>
            <source>顾客卡</source>
            <translation>Cards</translation>
        </message>
        <message>
            <source>交易与关系</source>
            <translation>Dealings, relations</translation>
        </message>
        <message>
            <source>已保存</source>
            <translation>Saved</translation>
        </message>
        <message>
            <source>已更新卡片类型</source>
            <translation>Card updated</translation>
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
        <name>DateLine</name>
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
        <message>
            <source>明天</source>
            <translation>tomorrow</translation>
        </message>
        <message>
            <source>周一</source>
            <translation>Mon</translation>
        </message>
        <message>
            <source>周二</source>
            <translation>Tue</translation>
        </message>
        <message>
            <source>周三</source>
            <translation>Wed</translation>
        </message>
        <message>
            <source>周四</source>
            <translation>Thu</translation>
        </message>
        <message>
            <source>周五</source>
            <translation>Fri</translation>
        </message>
        <message>
            <source>周六</source>
            <translation>Sat</translation>
        </message>
        <message>
            <source>周日</source>
            <translation>Sun</translation>
        </message>
    </context>
    <context>
        <name>DealsSection</name>
        <message>
            <source>交易</source>
            <translation>Dealings</translation>
        </message>
        <message>
            <source>新增订单</source>
            <translation>Add an order</translation>
        </message>
        <message>
            <source>全部订单</source>
            <translation>All orders</translation>
        </message>
        <message>
            <source>订单明细</source>
            <translation>Lines</translation>
        </message>
        <message>
            <source>付款</source>
            <translation>Payments</translation>
        </message>
        <message>
            <source>还没有订单。</source>
            <translation>No order yet.</translation>
        </message>
        <message>
            <source>报价单</source>
            <translation>Quotes</translation>
        </message>
        <message>
            <source>归属申报</source>
            <translation>Claims</translation>
        </message>
        <message>
            <source>累计</source>
            <translation>In all</translation>
        </message>
        <message numerus="yes">
            <source>%n 单</source>
            <translation>
                <numerusform>%n order</numerusform>
                <numerusform>%n orders</numerusform>
            </translation>
        </message>
        <message>
            <source>今年 / 去年</source>
            <translation>This / last year</translation>
        </message>
        <message>
            <source>未完成</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>未付</source>
            <translation>Owed</translation>
        </message>
        <message>
            <source>其中逾期</source>
            <translation>Overdue</translation>
        </message>
    </context>
    <context>
        <name>DecideDialog</name>
        <message>
            <source>不是同一客户</source>
            <translation>Not the same customer</translation>
        </message>
        <message>
            <source>裁定撞单</source>
            <translation>Decide the case</translation>
        </message>
        <message>
            <source>各张档案保持原样，冻结的报价恢复；这些档案不会再成为撞单。</source>
            <translation>The cards stay as they are and frozen quotes count again. These cards will not become a case again.</translation>
        </message>
        <message>
            <source>档案合并为一张，只有一个报价有效，其余报价撤回。可以离线裁定，服务器收到后最终生效。</source>
            <translation>The cards become one, one quote counts, the others are withdrawn. You can decide offline; it is final once the server has it.</translation>
        </message>
        <message>
            <source>归属</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>有效报价</source>
            <translation>Valid quote</translation>
        </message>
        <message>
            <source>几个人分成</source>
            <translation>Shared by several</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>所有相关的人都会看到。</source>
            <translation>Everybody concerned will read it.</translation>
        </message>
        <message>
            <source>%1 的分成</source>
            <translation>Share of %1</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>裁定</source>
            <translation>Decide</translation>
        </message>
        <message>
            <source>请写明理由。</source>
            <translation>Please give the reason.</translation>
        </message>
        <message>
            <source>没有：全部撤回</source>
            <translation>None: all are withdrawn</translation>
        </message>
    </context>
    <context>
        <name>Doing</name>
        <message>
            <source>添加附件</source>
            <translation>Add attachments</translation>
        </message>
        <message>
            <source>另存为</source>
            <translation>Save as</translation>
        </message>
        <message>
            <source>附件说明</source>
            <translation>Note of the attachment</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message numerus="yes">
            <source>已添加 %n 个附件</source>
            <translation>
                <numerusform>%n attachment added</numerusform>
                <numerusform>%n attachments added</numerusform>
            </translation>
        </message>
        <message>
            <source>这位客户已有同样的附件，没有重复添加</source>
            <translation>The customer has this attachment already; it was not added again</translation>
        </message>
        <message numerus="yes">
            <source>已移除 %n 个附件</source>
            <translation>
                <numerusform>%n attachment removed</numerusform>
                <numerusform>%n attachments removed</numerusform>
            </translation>
        </message>
        <message>
            <source>没有程序能打开 %1，可以另存为文件</source>
            <translation>No program opens %1; it can be saved to a file</translation>
        </message>
        <message>
            <source>已保存到 %1</source>
            <translation>Saved to %1</translation>
        </message>
        <message>
            <source>之后还有别的改动，请用 Ctrl+Z 逐步撤销</source>
            <translation>Other changes followed; press Ctrl+Z to take them back one by one</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>DrawDialog</name>
        <message>
            <source>加入促销活动</source>
            <translation>Add to a campaign</translation>
        </message>
        <message>
            <source>按名单加入，并抽签留出一组作对照。</source>
            <translation>Adds customers, and keeps a control group drawn by lot.</translation>
        </message>
        <message>
            <source>哪些客户</source>
            <translation>Which customers</translation>
        </message>
        <message numerus="yes">
            <source>选中的 %n 位</source>
            <translation>
                <numerusform>The selected one</numerusform>
                <numerusform>The %n selected</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>列表里的全部 %n 位</source>
            <translation>
                <numerusform>The one of the list</numerusform>
                <numerusform>All %n of the list</numerusform>
            </translation>
        </message>
        <message>
            <source>哪个活动</source>
            <translation>Which campaign</translation>
        </message>
        <message>
            <source>新建活动…</source>
            <translation>New campaign…</translation>
        </message>
        <message>
            <source>对照组比例</source>
            <translation>Control group</translation>
        </message>
        <message>
            <source>对照组由抽签决定，什么也不给。没有它，就不知道客户再来是因为活动，还是本来就会来。</source>
            <translation>The control group is drawn by lot and gets nothing. Without it nobody knows whether customers came again because of the campaign or would have come anyway.</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>加入</source>
            <translation>Add</translation>
        </message>
        <message>
            <source>正在加入…</source>
            <translation>Adding…</translation>
        </message>
        <message>
            <source>目标组 %1 位，对照组 %2 位。</source>
            <translation>%1 in the target group, %2 in the control group.</translation>
        </message>
        <message>
            <source>还没有可以加入的活动，先新建一个。</source>
            <translation>There is no campaign to add them to; make one first.</translation>
        </message>
        <message numerus="yes">
            <source>一次最多加入 %n 位。</source>
            <translation>
                <numerusform>At most %n at once.</numerusform>
                <numerusform>At most %n at once.</numerusform>
            </translation>
        </message>
        <message>
            <source>没有对照组，效果无法判断。</source>
            <translation>Without a control group the effect cannot be told.</translation>
        </message>
        <message numerus="yes">
            <source>每组不到 %n 位，多半看不出效果。</source>
            <translation>
                <numerusform>With fewer than %n in a group, the effect can hardly be told.</numerusform>
                <numerusform>With fewer than %n in a group, the effect can hardly be told.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Duplicates</name>
        <message>
            <source>证件相同</source>
            <translation>same document</translation>
        </message>
        <message>
            <source>%1 等 %2 位</source>
            <translation>%1 and others, %2 in all</translation>
        </message>
    </context>
    <context>
        <name>DuplicatesPage</name>
        <message>
            <source>重复</source>
            <translation>Duplicates</translation>
        </message>
        <message>
            <source>可能重复的客户</source>
            <translation>Customers that may be filed twice</translation>
        </message>
        <message>
            <source>筛选</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>全部重新比较</source>
            <translation>Compare all anew</translation>
        </message>
        <message>
            <source>停止</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>正在比较客户…</source>
            <translation>Comparing customers…</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>很可能</source>
            <translation>Likely</translation>
        </message>
        <message>
            <source>可能</source>
            <translation>Possible</translation>
        </message>
        <message>
            <source>稍后再看</source>
            <translation>Later</translation>
        </message>
        <message numerus="yes">
            <source>共 %n 对可能是同一位客户</source>
            <translation>
                <numerusform>%n pair may be one customer</numerusform>
                <numerusform>%n pairs may be one customer each</numerusform>
            </translation>
        </message>
        <message>
            <source>没有放到以后的</source>
            <translation>Nothing put off</translation>
        </message>
        <message>
            <source>按 3 放到以后的客户会列在这里。</source>
            <translation>What you put off by the key 3 is listed here.</translation>
        </message>
        <message>
            <source>这里没有</source>
            <translation>Nothing here</translation>
        </message>
        <message>
            <source>其他的在「全部」里。</source>
            <translation>The others are under All.</translation>
        </message>
        <message>
            <source>正在比较</source>
            <translation>Comparing</translation>
        </message>
        <message>
            <source>比较在后台进行，可以继续工作。</source>
            <translation>It runs in the background; go on working.</translation>
        </message>
        <message>
            <source>没有重复的客户</source>
            <translation>No duplicates</translation>
        </message>
        <message>
            <source>新建、导入和同步来的客户会自动比较。</source>
            <translation>Customers that are filed, imported or synchronised are compared by themselves.</translation>
        </message>
        <message>
            <source>已记下：不是同一位客户（%1）</source>
            <translation>Noted: not the same customer (%1)</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
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
        <message>
            <source>补充资料</source>
            <translation>Further data</translation>
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
            <source>客户资料正在变动，页码会不准，没有打印。</source>
            <translation>The customers are being changed, page numbers would be wrong; nothing was printed.</translation>
        </message>
        <message>
            <source>请稍后再试。</source>
            <translation>Try again in a moment.</translation>
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
            <source>服务器的证书不是地址里写的那一个，没有连接。</source>
            <translation>The server's certificate is not the one the address names; not connected.</translation>
        </message>
        <message>
            <source>请和管理员核对地址；不要在陌生的网络里连接。</source>
            <translation>Check the address with your administrator, and do not connect in a network you do not know.</translation>
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
        <message>
            <source>客户资料没有改动。</source>
            <translation>No customer data was changed.</translation>
        </message>
        <message>
            <source>请再试一次；仍不行就重新启动电脑。</source>
            <translation>Please try again; if that does not help, restart the computer.</translation>
        </message>
        <message>
            <source>办公室服务器没有完成这一步。</source>
            <translation>The office server did not finish this step.</translation>
        </message>
        <message>
            <source>服务器程序的回答看不懂。</source>
            <translation>The server's program gave an answer that makes no sense.</translation>
        </message>
        <message>
            <source>找不到或启动不了服务器程序。</source>
            <translation>The server's program is missing or does not start.</translation>
        </message>
        <message>
            <source>请重新安装程序；杀毒软件可能拦住了它。</source>
            <translation>Install the program again; a virus scanner may have stopped it.</translation>
        </message>
        <message>
            <source>端口 %port 已被别的程序占用。</source>
            <translation>Port %port is taken by another program.</translation>
        </message>
        <message>
            <source>请关闭占用它的程序或重新启动电脑；还没建立服务器时，换一个端口就行。</source>
            <translation>Close that program or restart the computer; as long as there is no server yet, another port will do.</translation>
        </message>
        <message>
            <source>这台电脑上已经有办公室服务器。</source>
            <translation>There is an office server on this computer already.</translation>
        </message>
        <message>
            <source>请关闭这个窗口再打开，就能看到它。</source>
            <translation>Close this window and open it again to see it.</translation>
        </message>
        <message>
            <source>服务器的文件夹 %folder 里有别的文件，没有建立。</source>
            <translation>There are other files in the server's folder %folder, so it was not made.</translation>
        </message>
        <message>
            <source>请把里面的文件移到别处，再试一次。</source>
            <translation>Move them elsewhere and try again.</translation>
        </message>
        <message>
            <source>这台电脑上没有办公室服务器，或它的文件被移走了。</source>
            <translation>There is no office server on this computer, or its files were moved away.</translation>
        </message>
        <message>
            <source>请把文件夹放回原处，或重新建立。</source>
            <translation>Put the folder back, or make a new one.</translation>
        </message>
        <message>
            <source>办公室服务器已经在运行。</source>
            <translation>The office server runs already.</translation>
        </message>
        <message>
            <source>不需要做什么。</source>
            <translation>There is nothing to do.</translation>
        </message>
        <message>
            <source>办公室服务器没有启动。</source>
            <translation>The office server did not start.</translation>
        </message>
        <message>
            <source>请点「检查」看看哪里不对；杀毒软件可能拦住了它。</source>
            <translation>Press Check to see what is wrong; a virus scanner may have stopped it.</translation>
        </message>
        <message>
            <source>办公室服务器没有及时停下，可能正在备份。</source>
            <translation>The office server did not stop in time; it may be making a backup.</translation>
        </message>
        <message>
            <source>请等一会儿再试；重新启动电脑也会停止它。</source>
            <translation>Wait a little and try again; restarting the computer stops it too.</translation>
        </message>
        <message>
            <source>这个电脑账户没有权限读写 %file。</source>
            <translation>This computer account may not read or write %file.</translation>
        </message>
        <message>
            <source>请用安装程序时的电脑账户登录，或请管理这台电脑的人放开权限。</source>
            <translation>Sign in with the account that installed the program, or ask whoever manages this computer for the right.</translation>
        </message>
        <message>
            <source>服务器的文件读写失败（%error）。</source>
            <translation>A file of the server cannot be read or written (%error).</translation>
        </message>
        <message>
            <source>请看看磁盘是否已满、文件夹是否还在，再试一次。</source>
            <translation>See whether the disk is full and the folder still there, then try again.</translation>
        </message>
        <message>
            <source>服务器的数据库读不出来。</source>
            <translation>The server's database cannot be read.</translation>
        </message>
        <message>
            <source>每台电脑上的资料都在，备份也在。</source>
            <translation>The data on every computer is safe, and so are the backups.</translation>
        </message>
        <message>
            <source>请点「检查」看看哪里不对，再按手册从备份恢复。</source>
            <translation>Press Check to see what is wrong, then restore a backup as the guide says.</translation>
        </message>
        <message>
            <source>服务器的数据库由更新的版本写成。</source>
            <translation>The server's database was written by a newer version.</translation>
        </message>
        <message>
            <source>请在这台电脑上安装最新版本。</source>
            <translation>Install the newest version on this computer.</translation>
        </message>
        <message>
            <source>用户名 %user 已经有人用了。</source>
            <translation>The user name %user is taken.</translation>
        </message>
        <message>
            <source>请换一个用户名。</source>
            <translation>Choose another one.</translation>
        </message>
        <message>
            <source>用户名不能用。</source>
            <translation>This user name cannot be used.</translation>
        </message>
        <message>
            <source>请用 1 到 40 个字母、数字、汉字、点、横线或下划线。</source>
            <translation>Use 1 to 40 letters, digits, dots, hyphens or underscores.</translation>
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
            <source>没有这种文档：%document</source>
            <translation>There is no such document: %document</translation>
        </message>
        <message>
            <source>请另选一种文档。</source>
            <translation>Choose another document.</translation>
        </message>
        <message>
            <source>没有这种标签纸或信封：%name</source>
            <translation>There is no such sheet of labels or envelope: %name</translation>
        </message>
        <message>
            <source>请另选一种。</source>
            <translation>Choose another one.</translation>
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
            <source>找不到这个视图。</source>
            <translation>This view cannot be found.</translation>
        </message>
        <message>
            <source>它可能已被删除，请重新选择。</source>
            <translation>It may have been deleted; please choose again.</translation>
        </message>
        <message>
            <source>这个视图由更新的版本写成。</source>
            <translation>This view was written by a newer version.</translation>
        </message>
        <message>
            <source>视图的名称不能为空，最多 60 个字。</source>
            <translation>A view needs a name of at most 60 characters.</translation>
        </message>
        <message>
            <source>请换一个名称。</source>
            <translation>Please choose another name.</translation>
        </message>
        <message>
            <source>视图的内容太多。</source>
            <translation>The view is too large.</translation>
        </message>
        <message>
            <source>请减少条件后再保存。</source>
            <translation>Please use fewer conditions and save again.</translation>
        </message>
        <message>
            <source>这个视图属于%by。</source>
            <translation>This view belongs to %by.</translation>
        </message>
        <message>
            <source>可以另存为自己的视图。</source>
            <translation>You can save it as a view of your own.</translation>
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
            <source>没有导出：%people 人会被认出，特征相同的不到 %k 人。</source>
            <translation>Not exported: %people people could be recognised; fewer than %k are alike.</translation>
        </message>
        <message>
            <source>没有写出文件。</source>
            <translation>No file was written.</translation>
        </message>
        <message>
            <source>已请隐私负责人决定；同意后再导出一次。</source>
            <translation>The person responsible for privacy was asked; export again once it is allowed.</translation>
        </message>
        <message>
            <source>没有导出：%people 人会被认出，隐私负责人没有同意。</source>
            <translation>Not exported: %people people could be recognised, and the person responsible for privacy refused.</translation>
        </message>
        <message>
            <source>请换一批客户，或向隐私负责人说明用途。</source>
            <translation>Choose other customers, or tell the person responsible for privacy what it is for.</translation>
        </message>
        <message>
            <source>没有这个收集计划。</source>
            <translation>There is no such collection plan.</translation>
        </message>
        <message>
            <source>计划里还没有要收集的项目。</source>
            <translation>The plan wants no field yet.</translation>
        </message>
        <message>
            <source>请先加一项。</source>
            <translation>Add one first.</translation>
        </message>
        <message>
            <source>计划还不能发布。</source>
            <translation>The plan cannot be published yet.</translation>
        </message>
        <message>
            <source>请为每一项写明渠道、负责人；个人信息和外部来源还要写合法依据。</source>
            <translation>Give each field its channel and owner; personal data and outside sources need a legal note too.</translation>
        </message>
        <message>
            <source>没有这个促销活动。</source>
            <translation>There is no such campaign.</translation>
        </message>
        <message>
            <source>活动还不能关闭。</source>
            <translation>The campaign cannot be closed yet.</translation>
        </message>
        <message>
            <source>请先填写固定成本、变动成本和评估结论。</source>
            <translation>First fill in fixed cost, variable cost and the evaluation.</translation>
        </message>
        <message>
            <source>对照组占 0–90%。</source>
            <translation>The control group is 0–90 %.</translation>
        </message>
        <message>
            <source>请改一个比例。</source>
            <translation>Choose another share.</translation>
        </message>
        <message>
            <source>这是%by建的。</source>
            <translation>%by made this.</translation>
        </message>
        <message>
            <source>只有本人或管理员可以改。</source>
            <translation>Only they or an administrator change it.</translation>
        </message>
        <message>
            <source>还没有写用途或理由。</source>
            <translation>There is no purpose or reason yet.</translation>
        </message>
        <message>
            <source>请写明后再试。</source>
            <translation>Say it and try again.</translation>
        </message>
        <message>
            <source>这一项不需要核实。</source>
            <translation>The truth of this field is not checked.</translation>
        </message>
        <message>
            <source>请选姓名、证件、电话、地址等重要项目。</source>
            <translation>Choose an important one: name, document, phone, address.</translation>
        </message>
        <message>
            <source>这一项还没有填写，没有可核实的内容。</source>
            <translation>This field is empty; there is nothing to check.</translation>
        </message>
        <message>
            <source>请先填写并保存，再核实。</source>
            <translation>Fill it in and save, then check it.</translation>
        </message>
        <message>
            <source>这一批已经撤销过。</source>
            <translation>This has been undone already.</translation>
        </message>
        <message>
            <source>可以在「批量记录」里重做。</source>
            <translation>Redo it in “Imports and bulk edits”.</translation>
        </message>
        <message>
            <source>这一批没有撤销过。</source>
            <translation>This has not been undone.</translation>
        </message>
        <message>
            <source>可以在「批量记录」里撤销。</source>
            <translation>Undo it in “Imports and bulk edits”.</translation>
        </message>
        <message>
            <source>这一批还在进行。</source>
            <translation>This is still running.</translation>
        </message>
        <message>
            <source>请等它结束，或先取消。</source>
            <translation>Wait until it ends, or cancel it first.</translation>
        </message>
        <message>
            <source>这样不能合并。</source>
            <translation>These cannot be merged.</translation>
        </message>
        <message>
            <source>请选 2 到 50 位不同的客户。</source>
            <translation>Select 2 to 50 different customers.</translation>
        </message>
        <message>
            <source>个人和单位不能合并。</source>
            <translation>A person and an organisation cannot be merged.</translation>
        </message>
        <message>
            <source>请先把客户类型改成一样。</source>
            <translation>Make their kinds the same first.</translation>
        </message>
        <message>
            <source>示例客户不能合并。</source>
            <translation>Sample customers cannot be merged.</translation>
        </message>
        <message>
            <source>请选自己的客户。</source>
            <translation>Select customers of your own.</translation>
        </message>
        <message>
            <source>其中一位刚被修改过。</source>
            <translation>One of them was changed just now.</translation>
        </message>
        <message>
            <source>请再看一次，然后合并。</source>
            <translation>Look again, then merge.</translation>
        </message>
        <message>
            <source>它所在的档案后来也被合并过。</source>
            <translation>The card it is in was merged too.</translation>
        </message>
        <message>
            <source>请先拆出 %no。</source>
            <translation>Take %no out first.</translation>
        </message>
        <message>
            <source>找不到这个附件。</source>
            <translation>This attachment cannot be found.</translation>
        </message>
        <message>
            <source>文件“%file”无法读取。</source>
            <translation>“%file” cannot be read.</translation>
        </message>
        <message>
            <source>没有添加它。</source>
            <translation>It was not added.</translation>
        </message>
        <message>
            <source>请检查文件是否还在、是否被其他程序占用。</source>
            <translation>Check whether the file is still there, and whether another program holds it.</translation>
        </message>
        <message>
            <source>文件“%file”是空的。</source>
            <translation>“%file” is empty.</translation>
        </message>
        <message>
            <source>文件“%file”超过 %limit MB。</source>
            <translation>“%file” is larger than %limit MB.</translation>
        </message>
        <message>
            <source>请压缩后再添加；上限由公司管理员设定。</source>
            <translation>Make it smaller and add it again; the limit is set by the company's administrator.</translation>
        </message>
        <message>
            <source>附件的内容不在本机。</source>
            <translation>The content of the attachment is not on this laptop.</translation>
        </message>
        <message>
            <source>联网后打开它，会自动取回。</source>
            <translation>Open it with a network, and it is fetched.</translation>
        </message>
        <message>
            <source>附件的文件已损坏。</source>
            <translation>The file of the attachment is damaged.</translation>
        </message>
        <message>
            <source>其他资料不受影响。</source>
            <translation>Nothing else is affected.</translation>
        </message>
        <message>
            <source>联网后打开它，会从服务器重新取回；没有上传过的请再添加一次。</source>
            <translation>Open it with a network and it is fetched from the server again; if it was never sent, add it once more.</translation>
        </message>
        <message>
            <source>“%file”可能是程序，不会直接打开。</source>
            <translation>“%file” may be a program and is not opened.</translation>
        </message>
        <message>
            <source>确认来源可靠后，可以另存为文件。</source>
            <translation>When you trust where it came from, save it to a file.</translation>
        </message>
        <message>
            <source>这条记录有一项不符合规则。</source>
            <translation>A value of this record breaks a rule.</translation>
        </message>
        <message>
            <source>这一版表单还有问题，没有发布。</source>
            <translation>This version of the form still has problems and was not published.</translation>
        </message>
        <message>
            <source>草稿还在。</source>
            <translation>The draft is still here.</translation>
        </message>
        <message>
            <source>请改好列出的各项再发布。</source>
            <translation>Mend what is listed, then publish.</translation>
        </message>
        <message>
            <source>这一类只能由经理指定。</source>
            <translation>Only a manager can give this class.</translation>
        </message>
        <message>
            <source>请联系您的经理。</source>
            <translation>Please ask your manager.</translation>
        </message>
        <message>
            <source>没有这一类；公司的表可能刚刚改过。</source>
            <translation>There is no such class; the company's list may just have changed.</translation>
        </message>
        <message>
            <source>请重新打开再选。</source>
            <translation>Open it again and choose anew.</translation>
        </message>
        <message>
            <source>有效期已经过了。</source>
            <translation>This day is over already.</translation>
        </message>
        <message>
            <source>请选今天或以后的日期。</source>
            <translation>Choose today or a later day.</translation>
        </message>
        <message>
            <source>只有管理员可以更改公司参数。</source>
            <translation>Only an administrator can change the company's parameters.</translation>
        </message>
        <message>
            <source>您不属于任何团队，不能共享给团队。</source>
            <translation>You are in no team to share with.</translation>
        </message>
        <message>
            <source>可以共享给全公司，或者请管理员把您加入团队。</source>
            <translation>Share with the company, or ask an administrator to put you into a team.</translation>
        </message>
        <message>
            <source>这个收集计划已经结束。</source>
            <translation>This plan to collect information has ended.</translation>
        </message>
        <message>
            <source>请新建一个计划。</source>
            <translation>Make a new plan.</translation>
        </message>
        <message>
            <source>计划里已经有这一项。</source>
            <translation>The plan has this field already.</translation>
        </message>
        <message>
            <source>请编辑已有的那一项。</source>
            <translation>Edit the one it has.</translation>
        </message>
        <message>
            <source>计划里已经没有这一项。</source>
            <translation>The plan no longer has this field.</translation>
        </message>
        <message>
            <source>列表会自动刷新。</source>
            <translation>The list refreshes by itself.</translation>
        </message>
        <message>
            <source>敏感信息不能显示：%customers 位客户由同事负责（%owner）。</source>
            <translation>Sensitive values stay masked. Customers a colleague is responsible for (%owner): %customers.</translation>
        </message>
        <message>
            <source>敏感信息由客户的负责人查看；经理、总监和管理员写明用途后也可以。</source>
            <translation>They are for whoever is responsible for the customer; managers, directors and administrators see them for a stated purpose.</translation>
        </message>
        <message>
            <source>查看同事客户的敏感信息要写明用途。</source>
            <translation>Say what the sensitive values of a colleague's customer are wanted for.</translation>
        </message>
        <message>
            <source>请写明用途，会记录您的姓名和时间。</source>
            <translation>Give the purpose; it is written down with your name and the time.</translation>
        </message>
        <message>
            <source>这个撞单已经裁定。</source>
            <translation>This case has been decided already.</translation>
        </message>
        <message>
            <source>列表会自动刷新，可以查看裁定结果。</source>
            <translation>The list refreshes by itself and shows what was decided.</translation>
        </message>
        <message>
            <source>只有经理、总监或管理员可以裁定，且不能裁定自己的撞单。</source>
            <translation>Only managers, directors and administrators decide, and managers not in a case of their own.</translation>
        </message>
        <message>
            <source>请联系上一级。</source>
            <translation>Ask the next level.</translation>
        </message>
        <message>
            <source>没有写明裁定理由。</source>
            <translation>The reason of the decision is missing.</translation>
        </message>
        <message>
            <source>请写一句理由，所有相关的人都会看到。</source>
            <translation>Write a sentence; everybody concerned will read it.</translation>
        </message>
        <message>
            <source>分成不对。</source>
            <translation>These shares do not fit.</translation>
        </message>
        <message>
            <source>应为大于 0 的整数，合计 100%，并包括归属人。</source>
            <translation>They are whole numbers above 0 that add up to 100%, the owner among them.</translation>
        </message>
        <message>
            <source>没有名为“%name”的在职同事。</source>
            <translation>There is no active colleague “%name”.</translation>
        </message>
        <message>
            <source>请从列表中选择。</source>
            <translation>Choose from the list.</translation>
        </message>
        <message>
            <source>这个撞单里没有报价“%no”。</source>
            <translation>There is no quote “%no” in this case.</translation>
        </message>
        <message>
            <source>您在这个撞单里没有主张。</source>
            <translation>You have no claim in this case.</translation>
        </message>
        <message>
            <source>别的管理员刚发布了新版本。</source>
            <translation>Another administrator has just published a version.</translation>
        </message>
        <message>
            <source>您的草稿还在。</source>
            <translation>Your draft is still here.</translation>
        </message>
        <message>
            <source>请先并入那一版，再发布。</source>
            <translation>Take that version in first, then publish.</translation>
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
            <source>现在的版本照常可用，资料没有改动。</source>
            <translation>The present version goes on working; the data was not changed.</translation>
        </message>
        <message>
            <source>请告诉管理员。</source>
            <translation>Tell your administrator.</translation>
        </message>
        <message>
            <source>新版本的签名不是公司服务器的，没有采用。</source>
            <translation>The new version does not bear your server's signature and was not taken.</translation>
        </message>
        <message>
            <source>新版本没有安装。</source>
            <translation>The new version was not installed.</translation>
        </message>
        <message>
            <source>没有可以安装的新版本。</source>
            <translation>No newer version is ready to be installed.</translation>
        </message>
        <message>
            <source>公司发布新版本时会自动下载。</source>
            <translation>When your company offers one, it comes by itself.</translation>
        </message>
        <message>
            <source>新版本不是给这种系统的，没有采用。</source>
            <translation>The new version is for another system and was not taken.</translation>
        </message>
        <message>
            <source>服务器给的版本 %version 不比现在的新，没有采用。</source>
            <translation>The version offered, %version, is not newer than the present one and was not taken.</translation>
        </message>
        <message>
            <source>版本 %version 只能从 %over 起升级，没有采用。</source>
            <translation>Version %version needs %over or newer to be installed over; it was not taken.</translation>
        </message>
        <message>
            <source>新版本 %version 的文件不是公司签名的那一个，已删除，没有安装。</source>
            <translation>The file of version %version is not the one your company signed; it was removed and not installed.</translation>
        </message>
        <message>
            <source>明天会再下载一次；仍不行请告诉管理员。</source>
            <translation>It is fetched once more tomorrow; if that fails too, tell your administrator.</translation>
        </message>
        <message>
            <source>公司撤回了新版本 %version，没有安装。</source>
            <translation>Your company withdrew version %version; it was not installed.</translation>
        </message>
        <message>
            <source>安装程序没有启动。</source>
            <translation>The installer did not start.</translation>
        </message>
        <message>
            <source>请重新启动电脑后再试；杀毒软件可能拦住了它。</source>
            <translation>Restart the computer and try again; a virus scanner may have stopped it.</translation>
        </message>
        <message>
            <source>没有可以回到的版本。</source>
            <translation>There is no version to go back to.</translation>
        </message>
        <message>
            <source>还有 %number 项只在本机，没有回到以前的版本。</source>
            <translation>%number things are on this computer only; the version was not changed back.</translation>
        </message>
        <message>
            <source>请先同步、写完草稿，再试一次。</source>
            <translation>Synchronise and finish the drafts, then try again.</translation>
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
            <source>去掉身份：没有姓名、号码和地址，含健康与收入</source>
            <translation>Without identity: no names, numbers or addresses; health and income included</translation>
        </message>
        <message>
            <source>特征相同的人太少、会被认出时不导出，并请隐私负责人决定。</source>
            <translation>Where too few people are alike and could be recognised, nothing is exported and the person responsible for privacy is asked.</translation>
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
        <name>FieldDialog</name>
        <message>
            <source>添加字段</source>
            <translation>Add a field</translation>
        </message>
        <message>
            <source>修改字段</source>
            <translation>Change a field</translation>
        </message>
        <message>
            <source>改动先进草稿，发布后才对大家生效。</source>
            <translation>Changes go into the draft; they count for everybody once it is published.</translation>
        </message>
        <message>
            <source>名称（中文）</source>
            <translation>Label (Chinese)</translation>
        </message>
        <message>
            <source>名称（英文）</source>
            <translation>Label (English)</translation>
        </message>
        <message>
            <source>可不填</source>
            <translation>Optional</translation>
        </message>
        <message>
            <source>类型</source>
            <translation>Type</translation>
        </message>
        <message>
            <source>已发布，不能再改</source>
            <translation>Published: it cannot change</translation>
        </message>
        <message>
            <source>用途（中文）</source>
            <translation>Purpose (Chinese)</translation>
        </message>
        <message>
            <source>为什么需要；没有用途不能发布</source>
            <translation>Why it is needed; without one it cannot be published</translation>
        </message>
        <message>
            <source>用途（英文）</source>
            <translation>Purpose (English)</translation>
        </message>
        <message>
            <source>敏感级别</source>
            <translation>Sensitivity</translation>
        </message>
        <message>
            <source>用于</source>
            <translation>For</translation>
        </message>
        <message>
            <source>必填</source>
            <translation>Required</translation>
        </message>
        <message>
            <source>选项</source>
            <translation>Choices</translation>
        </message>
        <message>
            <source>每行一项：中文 | English</source>
            <translation>One a line: 中文 | English</translation>
        </message>
        <message>
            <source>何时必填</source>
            <translation>Required when</translation>
        </message>
        <message>
            <source>只在这时显示</source>
            <translation>Shown only when</translation>
        </message>
        <message>
            <source>填写提示（中文）</source>
            <translation>Hint (Chinese)</translation>
        </message>
        <message>
            <source>填写提示（英文）</source>
            <translation>Hint (English)</translation>
        </message>
        <message>
            <source>打印在信息表下方</source>
            <translation>Printed below the table</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>确定</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>一般</source>
            <translation>Ordinary</translation>
        </message>
        <message>
            <source>商业秘密（B）</source>
            <translation>Business confidential (B)</translation>
        </message>
        <message>
            <source>个人信息（P1）</source>
            <translation>Personal (P1)</translation>
        </message>
        <message>
            <source>敏感个人信息（P2，遮盖）</source>
            <translation>Sensitive personal (P2, masked)</translation>
        </message>
        <message>
            <source>他人信息（P3）</source>
            <translation>Of other persons (P3)</translation>
        </message>
        <message>
            <source>所有客户</source>
            <translation>All customers</translation>
        </message>
        <message>
            <source>不必填</source>
            <translation>Not required</translation>
        </message>
        <message>
            <source>新客户必填</source>
            <translation>Required for new customers</translation>
        </message>
        <message>
            <source>满足条件时必填</source>
            <translation>Required on a condition</translation>
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
        <message>
            <source>补充资料</source>
            <translation>Further data</translation>
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
        <name>FilterBuilder</name>
        <message>
            <source>符合 %1 位</source>
            <translation>%1 customers fit</translation>
        </message>
        <message>
            <source>正在查找…</source>
            <translation>Searching…</translation>
        </message>
        <message>
            <source>筛选</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>清除筛选</source>
            <translation>Clear the filter</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Done</translation>
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
            <source>这台电脑作为办公室服务器</source>
            <translation>Start an office server</translation>
        </message>
        <message>
            <source>小办公室自己建一个：同事的电脑和它同步，不用另买服务器。</source>
            <translation>Colleagues' computers synchronise with it.</translation>
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
        <name>FormPreview</name>
        <message>
            <source>预览：补充资料</source>
            <translation>Preview: further data</translation>
        </message>
        <message>
            <source>新建客户时看到的样子。可以试填，不会保存。</source>
            <translation>As a new customer shows it. You may try it; nothing is saved.</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>FormWords</name>
        <message>
            <source>必填</source>
            <translation>required</translation>
        </message>
        <message>
            <source>已停用</source>
            <translation>withdrawn</translation>
        </message>
        <message>
            <source>%1 %2 发布：%3</source>
            <translation>Published by %1, %2: %3</translation>
        </message>
        <message>
            <source>新增</source>
            <translation>Added</translation>
        </message>
        <message>
            <source>修改</source>
            <translation>Changed</translation>
        </message>
        <message>
            <source>停用</source>
            <translation>Withdrawn</translation>
        </message>
        <message>
            <source>恢复使用</source>
            <translation>Used again</translation>
        </message>
        <message>
            <source>移动</source>
            <translation>Moved</translation>
        </message>
    </context>
    <context>
        <name>FormerCard</name>
        <message>
            <source>记录停止交易</source>
            <translation>Record that dealings stopped</translation>
        </message>
        <message>
            <source>太久没有订单，已视为旧客户。请记下停止交易的原因。</source>
            <translation>No order for too long: a former customer. Write down why dealings stopped.</translation>
        </message>
        <message>
            <source>没有停止过交易。</source>
            <translation>Dealings never stopped.</translation>
        </message>
        <message numerus="yes">
            <source>往来 %n 年，累计 %1</source>
            <translation>
                <numerusform>%n year of dealings, %1 in all</numerusform>
                <numerusform>%n years of dealings, %1 in all</numerusform>
            </translation>
        </message>
        <message>
            <source>编辑旧客户卡</source>
            <translation>Edit this card</translation>
        </message>
    </context>
    <context>
        <name>FormsPage</name>
        <message>
            <source>公司自己的字段，出现在客户信息表的“补充资料”里。</source>
            <translation>Fields of the company's own; they stand under “Further data” of the customer's form.</translation>
        </message>
        <message>
            <source>改动先进草稿，发布后所有电脑同步使用；已填的客户保留填写时的版本。</source>
            <translation>Changes go into a draft; once published, every laptop gets them. Customers keep the version they were filled in with.</translation>
        </message>
        <message>
            <source>由管理员统一发布；您可以查看。</source>
            <translation>An administrator publishes them; you may look.</translation>
        </message>
        <message>
            <source>还没有自己的字段。可以采用行业模板，或者逐项添加。</source>
            <translation>There are none yet. Take a template of your trade, or add them one by one.</translation>
        </message>
        <message>
            <source>公司还没有发布自己的字段。</source>
            <translation>The company has published none yet.</translation>
        </message>
        <message>
            <source>添加</source>
            <translation>Add</translation>
        </message>
        <message>
            <source>修改</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>行业模板</source>
            <translation>Templates</translation>
        </message>
        <message>
            <source>预览</source>
            <translation>Preview</translation>
        </message>
        <message>
            <source>字段</source>
            <translation>Fields</translation>
        </message>
        <message>
            <source>与已发布版本的差别</source>
            <translation>What differs from the published version</translation>
        </message>
        <message>
            <source>修订原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>例如：召回需要车架号</source>
            <translation>For instance: recalls need the frame number</translation>
        </message>
        <message>
            <source>发布新版本</source>
            <translation>Publish</translation>
        </message>
        <message>
            <source>放弃草稿</source>
            <translation>Drop the draft</translation>
        </message>
        <message>
            <source>找回草稿</source>
            <translation>Bring the draft back</translation>
        </message>
        <message>
            <source>并入别人发布的版本</source>
            <translation>Take in the other version</translation>
        </message>
        <message>
            <source>版本</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>草稿（下一版）</source>
            <translation>Draft (next version)</translation>
        </message>
        <message>
            <source>第 %1 版</source>
            <translation>Version %1</translation>
        </message>
        <message>
            <source>（现行）</source>
            <translation> (in force)</translation>
        </message>
        <message>
            <source>恢复使用</source>
            <translation>Use again</translation>
        </message>
        <message>
            <source>停用</source>
            <translation>Withdraw</translation>
        </message>
        <message>
            <source>没有差别。</source>
            <translation>Nothing differs.</translation>
        </message>
        <message>
            <source>别的管理员发布了新版本；请先并入，您的草稿不会丢。</source>
            <translation>Another administrator published a version; take it in first. Your draft stays.</translation>
        </message>
        <message>
            <source>第 %1 版已发布，其他电脑同步后使用。</source>
            <translation>Version %1 is published; other laptops use it once they synchronise.</translation>
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
        <name>GroupBox</name>
        <message>
            <source>满足全部条件</source>
            <translation>All of these</translation>
        </message>
        <message>
            <source>满足任一条件</source>
            <translation>Any of these</translation>
        </message>
        <message>
            <source>不同时满足</source>
            <translation>Not all of these</translation>
        </message>
        <message>
            <source>全都不满足</source>
            <translation>None of these</translation>
        </message>
        <message>
            <source>条件之间的关系</source>
            <translation>How conditions go together</translation>
        </message>
        <message>
            <source>条件</source>
            <translation>Condition</translation>
        </message>
        <message>
            <source>条件组</source>
            <translation>Group</translation>
        </message>
        <message>
            <source>去掉这一组</source>
            <translation>Take this group away</translation>
        </message>
    </context>
    <context>
        <name>GroupMenu</name>
        <message>
            <source>分组</source>
            <translation>Group</translation>
        </message>
        <message>
            <source>不分组</source>
            <translation>No groups</translation>
        </message>
    </context>
    <context>
        <name>Groups</name>
        <message>
            <source>（无）</source>
            <translation>(none)</translation>
        </message>
        <message>
            <source>%1 位</source>
            <translation>%1</translation>
        </message>
        <message>
            <source>12 个月 %1</source>
            <translation>12 months %1</translation>
        </message>
        <message>
            <source>完整度 %1%</source>
            <translation>%1% complete</translation>
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
            <source>拆出一张档案</source>
            <translation>Took a merged card out</translation>
        </message>
        <message>
            <source>并入一张档案</source>
            <translation>Merged a card in</translation>
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
        <name>IdentitySection</name>
        <message>
            <source>资料</source>
            <translation>Details</translation>
        </message>
        <message numerus="yes">
            <source>还有 %n 项未填写，去补充</source>
            <translation>
                <numerusform>%n field is empty, fill it in</numerusform>
                <numerusform>%n fields are empty, fill them in</numerusform>
            </translation>
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
            <source>合并客户</source>
            <translation>Merge customers</translation>
        </message>
        <message>
            <source>%1 也裁定了这个撞单；%2 的裁定先到，已生效。</source>
            <translation>%1 decided this case too; the decision of %2 came first and stands.</translation>
        </message>
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
            <source>%1 要拆出一张合并来的档案，但留下的那张后来又被合并，所以没有拆。</source>
            <translation>%1 wanted to take a merged card out, but the card it is in was merged itself since; it stays where it is.</translation>
        </message>
        <message>
            <source>%1 要合并时，其中一张已被删除，所以没有合并。</source>
            <translation>When %1 merged, one of the cards had been deleted; they were not merged.</translation>
        </message>
        <message>
            <source>%1 合并时，同事已把它合并到这里，所以没有再合并到另一张；如仍是同一客户，可再合并一次。</source>
            <translation>When %1 merged, a colleague had merged it into this one already, so it was not merged into the other. If they are one customer, merge once more.</translation>
        </message>
        <message>
            <source>%1 的合并太久没有发送，没有执行；如仍是同一客户，可再合并一次。</source>
            <translation>The merge by %1 was sent too late and not done. If they are one customer, merge once more.</translation>
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
        <name>InlineEditing</name>
        <message>
            <source>这一栏不能在列表里改，按 F2 打开表单。</source>
            <translation>This column cannot be edited in the list. Press F2 for the form.</translation>
        </message>
        <message>
            <source>%1：输入的内容不合规则，已留作草稿，打开表单可以接着改。</source>
            <translation>%1: what you typed breaks a rule. It is kept as a draft; open the form to go on.</translation>
        </message>
    </context>
    <context>
        <name>InvitingPanel</name>
        <message>
            <source>服务器地址的二维码</source>
            <translation>QR code of the server's address</translation>
        </message>
        <message>
            <source>同事怎样连接</source>
            <translation>How colleagues connect</translation>
        </message>
        <message>
            <source>建立时选了只有这台电脑能连接，其他电脑连不上。要改，请看手册「办公室服务器」。</source>
            <translation>It was made for this computer only; no other one can connect. The guide says how to change that.</translation>
        </message>
        <message>
            <source>在同事的电脑上安装客户管家，选「连接到公司」，粘贴下面的地址，再输入您给的账号和密码。</source>
            <translation>They choose Connect to my company, paste this address and sign in with the account you give them.</translation>
        </message>
        <message>
            <source>同事要填的服务器地址</source>
            <translation>Server address for colleagues</translation>
        </message>
        <message>
            <source>复制</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>复制给同事的地址</source>
            <translation>Copy the address for colleagues</translation>
        </message>
        <message>
            <source>地址里也可以写电脑名 %1，后面照旧。</source>
            <translation>The name %1 may stand for the number; the rest stays.</translation>
        </message>
        <message>
            <source>用手机扫码，把地址转发给同事。# 后面是这台服务器证书的指纹，同事的电脑只认它。</source>
            <translation>Scan it with a phone and send the address on. After the # is the fingerprint of this server's certificate; colleagues' computers trust no other.</translation>
        </message>
        <message>
            <source>账号（%1）</source>
            <translation>Accounts (%1)</translation>
        </message>
        <message>
            <source>添加账号…</source>
            <translation>Add account…</translation>
        </message>
        <message>
            <source>添加同事的账号</source>
            <translation>Add a colleague's account</translation>
        </message>
    </context>
    <context>
        <name>LinksSection</name>
        <message>
            <source>关系</source>
            <translation>Relations</translation>
        </message>
        <message>
            <source>新增关系</source>
            <translation>Add a relation</translation>
        </message>
        <message>
            <source>没有和其他客户的关系。</source>
            <translation>No relation to another customer.</translation>
        </message>
        <message>
            <source>编辑关系</source>
            <translation>Edit relations</translation>
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
        <name>Marks</name>
        <message>
            <source>未核实</source>
            <translation>Not verified</translation>
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
        <name>Merge</name>
        <message>
            <source>写得一样</source>
            <translation>they agree</translation>
        </message>
        <message>
            <source>只有一张写了</source>
            <translation>only one says it</translation>
        </message>
        <message>
            <source>随留下的档案</source>
            <translation>goes with the card that stays</translation>
        </message>
        <message>
            <source>最近核实过</source>
            <translation>verified last</translation>
        </message>
        <message>
            <source>地址最完整</source>
            <translation>the most complete address</translation>
        </message>
        <message>
            <source>各张的都保留</source>
            <translation>everything is kept</translation>
        </message>
        <message>
            <source>各张的文字接在一起</source>
            <translation>all texts, one after the other</translation>
        </message>
        <message>
            <source>最近修改的一张</source>
            <translation>changed last</translation>
        </message>
        <message>
            <source>您选的</source>
            <translation>your choice</translation>
        </message>
        <message>
            <source>完整 %1% · %2更新</source>
            <translation>%1% complete · updated %2</translation>
        </message>
    </context>
    <context>
        <name>MergeModel</name>
        <message>
            <source>项目</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>合并后</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>已选</source>
            <translation>chosen</translation>
        </message>
        <message>
            <source>留下</source>
            <translation>Stays</translation>
        </message>
        <message>
            <source>记录</source>
            <translation>Records</translation>
        </message>
    </context>
    <context>
        <name>MergePage</name>
        <message>
            <source>返回客户</source>
            <translation>Back to the customers</translation>
        </message>
        <message>
            <source>显示或隐藏敏感内容</source>
            <translation>Show or hide sensitive content</translation>
        </message>
        <message>
            <source>只列不同的项目</source>
            <translation>Differences only</translation>
        </message>
        <message>
            <source>要合并的档案</source>
            <translation>Cards to merge</translation>
        </message>
        <message>
            <source>合并后</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>合在一起  0</source>
            <translation>Take all  0</translation>
        </message>
        <message>
            <source>合在一起</source>
            <translation>Take all</translation>
        </message>
        <message>
            <source>合并客户</source>
            <translation>Merge customers</translation>
        </message>
        <message>
            <source>附属记录全部保留；没有选用的值留在历史里。旧编号仍能找到这位客户，合并后随时可以拆分。</source>
            <translation>All records are kept, and values not chosen stay in the history. Old numbers still find the customer, and merged cards can be taken apart at any time.</translation>
        </message>
        <message numerus="yes">
            <source>合并 %n 张卡片</source>
            <translation>
                <numerusform>Merge %n card</numerusform>
                <numerusform>Merge %n cards</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MergeRoute</name>
        <message numerus="yes">
            <source>已把 %n 张档案合并到 %1</source>
            <translation>
                <numerusform>Merged %n card into %1</numerusform>
                <numerusform>Merged %n cards into %1</numerusform>
            </translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message numerus="yes">
            <source>已拆出 %n 张档案</source>
            <translation>
                <numerusform>Took %n card out</numerusform>
                <numerusform>Took %n cards out</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已要求拆出 %n 张档案，它的记录随下一次同步回来</source>
            <translation>
                <numerusform>%n card is taken out; its records come back with the next sync</numerusform>
                <numerusform>%n cards are taken out; their records come back with the next sync</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MergedNote</name>
        <message>
            <source>%1 已并入</source>
            <translation>%1 merged in</translation>
        </message>
        <message>
            <source>拆分待同步</source>
            <translation>taken apart at the next sync</translation>
        </message>
        <message>
            <source>拆分</source>
            <translation>Take apart</translation>
        </message>
        <message>
            <source>拆出 %1</source>
            <translation>Take %1 out</translation>
        </message>
    </context>
    <context>
        <name>MethodChips</name>
        <message>
            <source>联系方式</source>
            <translation>Way of contact</translation>
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
        <name>MoneyEditor</name>
        <message>
            <source>元</source>
            <translation>CNY</translation>
        </message>
    </context>
    <context>
        <name>Months</name>
        <message>
            <source>每月得分</source>
            <translation>Score by month</translation>
        </message>
        <message>
            <source>每月记一次；从下个月起，这里看得到进展。</source>
            <translation>Written down once a month; from next month on, progress shows here.</translation>
        </message>
    </context>
    <context>
        <name>NameDialog</name>
        <message>
            <source>保存视图</source>
            <translation>Save the view</translation>
        </message>
        <message>
            <source>重命名视图</source>
            <translation>Rename the view</translation>
        </message>
        <message>
            <source>名称</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>谁看得到</source>
            <translation>Who sees it</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>请写一个名称。</source>
            <translation>Please write a name.</translation>
        </message>
    </context>
    <context>
        <name>NarrowedBar</name>
        <message>
            <source>全部清除</source>
            <translation>Clear all</translation>
        </message>
        <message>
            <source>取消筛选：%1</source>
            <translation>Take the filter away: %1</translation>
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
        <message>
            <source>业务员</source>
            <translation>Sales rep</translation>
        </message>
        <message>
            <source>经理</source>
            <translation>Manager</translation>
        </message>
        <message>
            <source>总监</source>
            <translation>Director</translation>
        </message>
        <message>
            <source>管理员</source>
            <translation>Administrator</translation>
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
        <name>NextStepsPage</name>
        <message>
            <source>待办</source>
            <translation>To do</translation>
        </message>
        <message>
            <source>下一步</source>
            <translation>Next steps</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>空格</source>
            <translation>Space</translation>
        </message>
        <message>
            <source>推迟</source>
            <translation>Put off</translation>
        </message>
        <message>
            <source>记一笔</source>
            <translation>Log contact</translation>
        </message>
        <message>
            <source>打开客户</source>
            <translation>Open customer</translation>
        </message>
        <message>
            <source>回车</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>没有待办</source>
            <translation>Nothing to do</translation>
        </message>
        <message>
            <source>记联系时写下“下一步”，到时候就列在这里。</source>
            <translation>Write down a next step when you log a contact; it is listed here when its day comes.</translation>
        </message>
        <message numerus="yes">
            <source>%n 项已逾期</source>
            <translation>
                <numerusform>%n overdue</numerusform>
                <numerusform>%n overdue</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>今天 %n 项</source>
            <translation>
                <numerusform>%n today</numerusform>
                <numerusform>%n today</numerusform>
            </translation>
        </message>
        <message>
            <source>今天没有要做的事</source>
            <translation>Nothing to do today</translation>
        </message>
        <message>
            <source>其他日期…</source>
            <translation>Another day…</translation>
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
        <name>Office</name>
        <message>
            <source>同事的电脑照常工作，改动等它启动后再同步。</source>
            <translation>Colleagues go on working; their changes wait for it.</translation>
        </message>
        <message>
            <source>刚刚</source>
            <translation>just now</translation>
        </message>
        <message>
            <source>从 %1 开始 · 端口 %2</source>
            <translation>Since %1 · port %2</translation>
        </message>
        <message>
            <source>还没有电脑连接</source>
            <translation>No computer has connected yet</translation>
        </message>
        <message numerus="yes">
            <source>%n 台已登记</source>
            <translation>
                <numerusform>%n computer</numerusform>
                <numerusform>%n computers</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 台最近 10 分钟在线</source>
            <translation>
                <numerusform>%n in the last 10 minutes</numerusform>
                <numerusform>%n in the last 10 minutes</numerusform>
            </translation>
        </message>
        <message>
            <source>还没有，启动后自动备份</source>
            <translation>None yet; made by itself once it runs</translation>
        </message>
        <message numerus="yes">
            <source>保留 %n 份</source>
            <translation>
                <numerusform>%n kept</numerusform>
                <numerusform>%n kept</numerusform>
            </translation>
        </message>
        <message>
            <source>请在客户管家里选「连接到公司」，填写：</source>
            <translation>In Desktop CRM choose Connect to my company and fill in:</translation>
        </message>
        <message>
            <source>服务器地址：%1</source>
            <translation>Server address: %1</translation>
        </message>
        <message>
            <source>用户名：%1</source>
            <translation>User name: %1</translation>
        </message>
        <message numerus="yes">
            <source>有 %n 处必须处理</source>
            <translation>
                <numerusform>%n thing must be dealt with</numerusform>
                <numerusform>%n things must be dealt with</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>可以用，有 %n 处请看一看</source>
            <translation>
                <numerusform>It works; please look at %n thing</numerusform>
                <numerusform>It works; please look at %n things</numerusform>
            </translation>
        </message>
        <message>
            <source>都正常。</source>
            <translation>Everything is well.</translation>
        </message>
        <message>
            <source>请腾出空间。没有空间时同事的改动留在他们的电脑上，以后再传。</source>
            <translation>Make room. Without it colleagues' changes stay on their computers and come later.</translation>
        </message>
        <message>
            <source>程序</source>
            <translation>Program</translation>
        </message>
        <message>
            <source>版本齐全。</source>
            <translation>All parts are there.</translation>
        </message>
        <message>
            <source>连接数</source>
            <translation>Connections</translation>
        </message>
        <message>
            <source>够用。</source>
            <translation>Enough.</translation>
        </message>
        <message>
            <source>这个电脑账户能同时打开的文件太少，同事多时会连不上。</source>
            <translation>This account may open too few files; with many colleagues some will not connect.</translation>
        </message>
        <message>
            <source>请管理这台电脑的人调高限制。</source>
            <translation>Ask whoever manages this computer to raise the limit.</translation>
        </message>
        <message>
            <source>文件权限</source>
            <translation>Rights</translation>
        </message>
        <message>
            <source>只有这个电脑账户能读服务器的文件。</source>
            <translation>Only this computer account reads the server's files.</translation>
        </message>
        <message>
            <source>这台电脑上的其他账户也能读服务器的文件。</source>
            <translation>Other accounts of this computer can read the server's files.</translation>
        </message>
        <message>
            <source>请收回其他账户对服务器文件夹的权限。</source>
            <translation>Take their rights to the server's folder away.</translation>
        </message>
        <message>
            <source>磁盘</source>
            <translation>Disk</translation>
        </message>
        <message>
            <source>空间够用。</source>
            <translation>Room enough.</translation>
        </message>
        <message>
            <source>数据库所在的磁盘快满了。</source>
            <translation>The disk of the database is nearly full.</translation>
        </message>
        <message>
            <source>备份的磁盘</source>
            <translation>Backup disk</translation>
        </message>
        <message>
            <source>备份所在的磁盘快满了。</source>
            <translation>The disk of the backups is nearly full.</translation>
        </message>
        <message>
            <source>时钟</source>
            <translation>Clock</translation>
        </message>
        <message>
            <source>准确。</source>
            <translation>Right.</translation>
        </message>
        <message>
            <source>这台电脑的时间倒退过，或者不准。</source>
            <translation>This computer's clock was put back, or is wrong.</translation>
        </message>
        <message>
            <source>请打开「自动设置时间」。</source>
            <translation>Have the time set automatically.</translation>
        </message>
        <message>
            <source>请先停止服务器，按手册从最近的备份恢复。同事电脑上的资料会自动补回来。</source>
            <translation>Stop the server and restore the newest backup as the guide says. What colleagues' computers hold comes back by itself.</translation>
        </message>
        <message>
            <source>数据库</source>
            <translation>Database</translation>
        </message>
        <message>
            <source>是这个版本的格式。</source>
            <translation>In the form of this version.</translation>
        </message>
        <message>
            <source>是旧版本的格式，启动时自动升级。</source>
            <translation>In the form of an older version; starting upgrades it.</translation>
        </message>
        <message>
            <source>不需要做什么。</source>
            <translation>Nothing to do.</translation>
        </message>
        <message>
            <source>读得出来。</source>
            <translation>Readable.</translation>
        </message>
        <message>
            <source>读不出来。</source>
            <translation>Cannot be read.</translation>
        </message>
        <message>
            <source>数据库文件</source>
            <translation>Database file</translation>
        </message>
        <message>
            <source>完好。</source>
            <translation>Whole.</translation>
        </message>
        <message>
            <source>文件已损坏。</source>
            <translation>The file is damaged.</translation>
        </message>
        <message>
            <source>服务器的密钥</source>
            <translation>Server's keys</translation>
        </message>
        <message>
            <source>都在。</source>
            <translation>All there.</translation>
        </message>
        <message>
            <source>不见了，同事的电脑会不认这台服务器。</source>
            <translation>Missing: colleagues' computers will not know this server.</translation>
        </message>
        <message>
            <source>修改的次序</source>
            <translation>Order of changes</translation>
        </message>
        <message>
            <source>连续，没有缺少。</source>
            <translation>Whole, nothing missing.</translation>
        </message>
        <message>
            <source>断开了：数据库被服务器以外的程序改过。</source>
            <translation>Broken: something else than the server changed the database.</translation>
        </message>
        <message>
            <source>备份</source>
            <translation>Backup</translation>
        </message>
        <message>
            <source>最近一份是新的，并且读回检查过。</source>
            <translation>The newest is recent and was read back.</translation>
        </message>
        <message>
            <source>没有备份，或最近一份太旧。</source>
            <translation>There is none, or the newest is too old.</translation>
        </message>
        <message>
            <source>请点「立即备份」，并让服务器每天开着。</source>
            <translation>Press Back up now, and let the server run every day.</translation>
        </message>
        <message>
            <source>请管理员按手册用命令行处理。</source>
            <translation>An administrator decides on the command line, as the guide says.</translation>
        </message>
        <message>
            <source>证书</source>
            <translation>Certificate</translation>
        </message>
        <message>
            <source>有效。</source>
            <translation>Good.</translation>
        </message>
        <message>
            <source>快到期了，或和密钥、地址不符。</source>
            <translation>It ends soon, or does not fit key or address.</translation>
        </message>
        <message>
            <source>请按手册换新的证书，再把新的地址发给同事。</source>
            <translation>Make a new one as the guide says, and send colleagues the new address.</translation>
        </message>
        <message>
            <source>加密连接</source>
            <translation>Encryption</translation>
        </message>
        <message>
            <source>证书快到期了，或已经到期。</source>
            <translation>The certificate ends soon, or has ended.</translation>
        </message>
        <message>
            <source>应答</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>服务器像对同事那样回答了这台电脑。</source>
            <translation>It answered this computer as it answers colleagues.</translation>
        </message>
        <message>
            <source>服务器没有回答，或回答的是别的程序。</source>
            <translation>It did not answer, or something else did.</translation>
        </message>
        <message>
            <source>请停止再启动；防火墙询问时请选「允许访问」。</source>
            <translation>Stop and start it; when the firewall asks, allow access.</translation>
        </message>
        <message>
            <source>搁置的修改</source>
            <translation>Set aside</translation>
        </message>
        <message>
            <source>没有。</source>
            <translation>Nothing.</translation>
        </message>
        <message>
            <source>有修改被搁置，等管理员决定。</source>
            <translation>Changes were set aside for an administrator to decide.</translation>
        </message>
        <message>
            <source>找回的客户</source>
            <translation>Found again</translation>
        </message>
        <message>
            <source>没有等待决定的。</source>
            <translation>Nothing waits for a decision.</translation>
        </message>
        <message>
            <source>有客户只在同事的电脑上，等管理员决定。</source>
            <translation>Some customers are only on colleagues' computers; an administrator decides.</translation>
        </message>
        <message>
            <source>同事的电脑</source>
            <translation>Computers</translation>
        </message>
        <message>
            <source>没有长期不来的。</source>
            <translation>None was silent for long.</translation>
        </message>
        <message>
            <source>有电脑很久没有同步，可能还有没上传的改动。</source>
            <translation>Some have not synchronised for long and may hold unsent changes.</translation>
        </message>
        <message>
            <source>请问问同事；丢失或不用的电脑请停用。</source>
            <translation>Ask the colleagues; end the access of lost or unused ones.</translation>
        </message>
        <message>
            <source>复制的电脑</source>
            <translation>Copied computers</translation>
        </message>
        <message>
            <source>有电脑可能被人复制，已经锁定。</source>
            <translation>Somebody may have copied one; it is locked.</translation>
        </message>
        <message>
            <source>请给同事打电话，再按手册解锁或停用。</source>
            <translation>Call the colleague, then unlock it or end its access as the guide says.</translation>
        </message>
    </context>
    <context>
        <name>OfficeDialog</name>
        <message>
            <source>小办公室不用另外的服务器：这台电脑保存大家的客户，同事的电脑自动和它同步。</source>
            <translation>A small office needs no other server: this computer holds everybody's customers, and colleagues' computers synchronise with it.</translation>
        </message>
        <message>
            <source>服务器在后台运行，关闭这个窗口不会停止它；这台电脑关机时，同事照常工作，开机后再同步。</source>
            <translation>It goes on when this window closes. While this computer is off, colleagues work on and synchronise later.</translation>
        </message>
        <message>
            <source>这台电脑作为办公室服务器</source>
            <translation>This computer is the office server</translation>
        </message>
        <message>
            <source>正在查看…</source>
            <translation>Looking…</translation>
        </message>
        <message>
            <source>连接本机资料…</source>
            <translation>Connect this profile…</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
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
            <source>建立服务器</source>
            <translation>Make the server</translation>
        </message>
        <message>
            <source>停止</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>这台电脑的地址变成了 %1。请把新的地址发给同事，他们在「设置 › 公司服务器 › 重新登录」里粘贴；再在路由器里固定这台电脑的地址。</source>
            <translation>This computer's address is %1 now. Send colleagues the new one to paste in Settings › Server › Sign in again, and fix this computer's address in the router.</translation>
        </message>
        <message>
            <source>办公室服务器已建好并启动。把地址复制给同事，再给每人添加一个账号。</source>
            <translation>The office server is made and running. Copy the address for your colleagues, and add an account for each.</translation>
        </message>
        <message>
            <source>办公室服务器已启动</source>
            <translation>The office server is running</translation>
        </message>
        <message>
            <source>已停止：服务器已经建好，可以在这里启动它。</source>
            <translation>Stopped: the server is made and can be started here.</translation>
        </message>
        <message>
            <source>已停止，没有建立服务器。</source>
            <translation>Stopped; no server was made.</translation>
        </message>
        <message>
            <source>正在启动…</source>
            <translation>Starting…</translation>
        </message>
        <message>
            <source>服务器已启动。</source>
            <translation>The server is running.</translation>
        </message>
        <message>
            <source>停止服务器</source>
            <translation>Stop the server</translation>
        </message>
        <message>
            <source>停止办公室服务器？</source>
            <translation>Stop the office server?</translation>
        </message>
        <message>
            <source>同事的电脑照常工作，改动先存在他们那里，等它再启动时同步。资料都在。</source>
            <translation>Colleagues go on working; their changes stay with them until it runs again. Nothing is lost.</translation>
        </message>
        <message>
            <source>正在停止…</source>
            <translation>Stopping…</translation>
        </message>
        <message>
            <source>服务器已停止，资料都在。</source>
            <translation>The server is stopped; nothing is lost.</translation>
        </message>
        <message>
            <source>正在备份…</source>
            <translation>Backing up…</translation>
        </message>
        <message>
            <source>已备份，并且读回检查过。请隔一段时间把备份文件夹拷到别的磁盘。</source>
            <translation>Backed up and read back. Copy the folder of backups to another disk now and then.</translation>
        </message>
        <message>
            <source>正在检查…</source>
            <translation>Checking…</translation>
        </message>
        <message>
            <source>正在设置…</source>
            <translation>Setting…</translation>
        </message>
        <message>
            <source>以后登录这台电脑时自动启动。</source>
            <translation>It starts by itself when you sign in to this computer.</translation>
        </message>
        <message>
            <source>以后要在这里启动。</source>
            <translation>From now on it is started here.</translation>
        </message>
        <message>
            <source>已复制，可以发给同事。</source>
            <translation>Copied, ready to send.</translation>
        </message>
    </context>
    <context>
        <name>OfficeForm</name>
        <message>
            <source>公司名称</source>
            <translation>Company</translation>
        </message>
        <message>
            <source>同事的电脑和打印的表上显示。</source>
            <translation>Shown on colleagues' computers and on forms.</translation>
        </message>
        <message>
            <source>端口</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>一般不用改；被占用时换一个。</source>
            <translation>Change it only when it is taken.</translation>
        </message>
        <message>
            <source>管理员用户名</source>
            <translation>Administrator's user name</translation>
        </message>
        <message>
            <source>登录用，字母、数字或汉字，例如 chen。</source>
            <translation>To sign in: letters or digits, for example chen.</translation>
        </message>
        <message>
            <source>管理员姓名</source>
            <translation>Administrator's name</translation>
        </message>
        <message>
            <source>同事看到的名字。</source>
            <translation>As colleagues see it.</translation>
        </message>
        <message>
            <source>同事从 %1 连接。</source>
            <translation>Colleagues connect from %1. </translation>
        </message>
        <message>
            <source>办公室里的其他电脑可以连接</source>
            <translation>Other computers of the office may connect</translation>
        </message>
        <message>
            <source>系统的防火墙询问时，请选「允许访问」。</source>
            <translation>When the system's firewall asks, allow access.</translation>
        </message>
        <message>
            <source>登录这台电脑时自动启动</source>
            <translation>Start when I sign in to this computer</translation>
        </message>
        <message>
            <source>服务器在后台运行，关闭这个窗口或客户管家都不会停止。</source>
            <translation>It runs in the background; closing this window or Desktop CRM does not stop it.</translation>
        </message>
        <message>
            <source>把这台电脑的资料也连接到它</source>
            <translation>Connect the data of this computer too</translation>
        </message>
        <message>
            <source>这份资料已经连接了别的服务器，不会改动。</source>
            <translation>This profile belongs to another server and is left alone.</translation>
        </message>
        <message>
            <source>用上面的管理员账号连接；已有的客户全部保留，并上传到服务器。</source>
            <translation>As this administrator; all customers here stay and go up to the server.</translation>
        </message>
        <message>
            <source>请填写公司名称。</source>
            <translation>Please fill in the company.</translation>
        </message>
        <message>
            <source>用 1 到 40 个字母、数字、汉字、点、横线或下划线。</source>
            <translation>Use 1 to 40 letters, digits, dots, hyphens or underscores.</translation>
        </message>
        <message>
            <source>请填写姓名。</source>
            <translation>Please fill in the name.</translation>
        </message>
        <message>
            <source>可以用 %1。</source>
            <translation> %1 is free.</translation>
        </message>
        <message>
            <source>请换一个。</source>
            <translation> Choose another.</translation>
        </message>
        <message>
            <source>端口 %1 已被别的程序占用。</source>
            <translation>Port %1 is taken by another program.</translation>
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
        <name>Outside</name>
        <message>
            <source>客户没有同意电话联系</source>
            <translation>The customer did not agree to calls</translation>
        </message>
        <message>
            <source>写邮件给 %1</source>
            <translation>Write to %1</translation>
        </message>
        <message>
            <source>复制邮箱</source>
            <translation>Copy the e-mail address</translation>
        </message>
        <message>
            <source>在地图上找（地址会发给 %1）</source>
            <translation>Look up on a map (the address goes to %1)</translation>
        </message>
        <message>
            <source>复制地址</source>
            <translation>Copy the address</translation>
        </message>
        <message>
            <source>拨打 %1</source>
            <translation>Dial %1</translation>
        </message>
        <message>
            <source>复制 %1</source>
            <translation>Copy %1</translation>
        </message>
        <message>
            <source>已复制</source>
            <translation>Copied</translation>
        </message>
    </context>
    <context>
        <name>PageHead</name>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>打电话</source>
            <translation>Call</translation>
        </message>
        <message>
            <source>写邮件</source>
            <translation>Write an e-mail</translation>
        </message>
        <message>
            <source>在地图上找</source>
            <translation>Find on a map</translation>
        </message>
        <message>
            <source>二维码名片</source>
            <translation>Visiting card as a QR code</translation>
        </message>
        <message>
            <source>打印文档</source>
            <translation>Print a document</translation>
        </message>
        <message>
            <source>变更历史</source>
            <translation>Change history</translation>
        </message>
        <message>
            <source>编辑</source>
            <translation>Edit</translation>
        </message>
        <message>
            <source>记一笔</source>
            <translation>Log contact</translation>
        </message>
        <message>
            <source>（未填姓名）</source>
            <translation>(no name)</translation>
        </message>
        <message>
            <source>赢回</source>
            <translation>won back</translation>
        </message>
        <message>
            <source>更新于 %1，需要更新</source>
            <translation>Updated %1, out of date</translation>
        </message>
        <message>
            <source>更新于 %1</source>
            <translation>Updated %1</translation>
        </message>
        <message>
            <source>完整度 %1%</source>
            <translation>%1% complete</translation>
        </message>
        <message>
            <source>暂无</source>
            <translation>nothing yet</translation>
        </message>
    </context>
    <context>
        <name>PagePane</name>
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
            <source>页面预览</source>
            <translation>Page preview</translation>
        </message>
        <message>
            <source>第 {page} 页，共 {pages} 页</source>
            <translation>Page {page} of {pages}</translation>
        </message>
        <message>
            <source>第 {page} 页 · {counting}</source>
            <translation>Page {page} · {counting}</translation>
        </message>
    </context>
    <context>
        <name>PairDetail</name>
        <message>
            <source>显示或隐藏敏感内容</source>
            <translation>Show or hide sensitive values</translation>
        </message>
        <message>
            <source>并排比较</source>
            <translation>Side by side</translation>
        </message>
        <message>
            <source>放回列表</source>
            <translation>Put back</translation>
        </message>
        <message>
            <source>稍后再看</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>合并…</source>
            <translation>Merge…</translation>
        </message>
        <message>
            <source>不是同一位</source>
            <translation>Not the same</translation>
        </message>
        <message>
            <source>打开 %1</source>
            <translation>Open %1</translation>
        </message>
        <message>
            <source>合并全组 (%1)…</source>
            <translation>Merge the whole group (%1)…</translation>
        </message>
        <message>
            <source>不同之处：%1</source>
            <translation>Speaks against it: %1</translation>
        </message>
        <message>
            <source>服务器发现：另一位客户有相同的%1，由 %2 负责，不在本机。请先与 %2 核对。</source>
            <translation>The server found another customer with the same value of “%1”. It belongs to %2 and is not on this computer. Please check with %2 first.</translation>
        </message>
        <message>
            <source>%1 的客户（不在本机）</source>
            <translation>Customer of %1 (not on this computer)</translation>
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
        <name>ParameterRow</name>
        <message>
            <source>每行一项：中文 | English | 其他写法</source>
            <translation>One a line: Chinese | English | other spellings</translation>
        </message>
        <message>
            <source>默认 %1。</source>
            <translation>Default %1.</translation>
        </message>
        <message>
            <source>可填 %1–%2。</source>
            <translation>From %1 to %2.</translation>
        </message>
    </context>
    <context>
        <name>Parameters</name>
        <message>
            <source>请填一个数字。</source>
            <translation>A number is needed.</translation>
        </message>
        <message>
            <source>请填整数。</source>
            <translation>A whole number is needed.</translation>
        </message>
        <message>
            <source>可填 %1–%2。</source>
            <translation>Possible are %1 to %2.</translation>
        </message>
        <message>
            <source>请用 / 分开填 %3 个数字。</source>
            <translation>%3 numbers are needed, with / between them.</translation>
        </message>
        <message>
            <source>几个界限要从小到大。</source>
            <translation>The limits must rise.</translation>
        </message>
        <message>
            <source>几个百分比加起来不能超过 100。</source>
            <translation>The percentages may not add up to more than 100.</translation>
        </message>
        <message>
            <source>最多 200 项。</source>
            <translation>At most 200 entries.</translation>
        </message>
        <message>
            <source>每项要有中文名称，写法不能重复。</source>
            <translation>Each needs a Chinese name, and no spelling may come twice.</translation>
        </message>
        <message>
            <source>要小于“%4”。</source>
            <translation>It must be less than “%4”.</translation>
        </message>
    </context>
    <context>
        <name>ParametersPage</name>
        <message>
            <source>客户分类和撞单按这些参数处理，对公司的每一台电脑有效。改动在保存后生效，分类随后自动更新。</source>
            <translation>Customer classes and claims go by these parameters, on every computer of the company. Changes count once saved; the classes follow by themselves.</translation>
        </message>
        <message>
            <source>客户分类和撞单按这些参数处理，由管理员统一设定；您可以查看。</source>
            <translation>Customer classes and claims go by these parameters. An administrator sets them; you can read them.</translation>
        </message>
        <message>
            <source>期限和界限</source>
            <translation>Periods and limits</translation>
        </message>
        <message>
            <source>撞单</source>
            <translation>Claims</translation>
        </message>
        <message>
            <source>公司的表</source>
            <translation>The company's lists</translation>
        </message>
        <message>
            <source>预览影响</source>
            <translation>Preview</translation>
        </message>
        <message>
            <source>恢复默认</source>
            <translation>Defaults</translation>
        </message>
        <message>
            <source>保存参数</source>
            <translation>Save parameters</translation>
        </message>
        <message>
            <source>正在预览</source>
            <translation>Previewing</translation>
        </message>
        <message>
            <source>没有客户会改变类别。</source>
            <translation>No customer would change class.</translation>
        </message>
        <message>
            <source>%1 位客户中有 %2 位会改变类别</source>
            <translation>Of %1 customers %2 would change class</translation>
        </message>
        <message>
            <source>参数已保存，客户分类正在更新。</source>
            <translation>The parameters are saved; the classes are being updated.</translation>
        </message>
        <message>
            <source>参数已保存。</source>
            <translation>Saved.</translation>
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
        <name>PasswordPair</name>
        <message>
            <source>密码</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>再输入一次</source>
            <translation>Once more</translation>
        </message>
        <message>
            <source>密码至少要 8 个字符。</source>
            <translation>A password has at least 8 characters.</translation>
        </message>
        <message>
            <source>两次输入的密码不一样。</source>
            <translation>The two are not the same.</translation>
        </message>
        <message>
            <source>至少 8 个字符。</source>
            <translation>At least 8 characters.</translation>
        </message>
        <message>
            <source>还太短：至少 8 个字符。</source>
            <translation>Too short: at least 8 characters.</translation>
        </message>
        <message>
            <source>强度一般：再长一些更好。</source>
            <translation>Fair: a little longer is better.</translation>
        </message>
        <message>
            <source>强度好。</source>
            <translation>Good.</translation>
        </message>
    </context>
    <context>
        <name>PeopleTab</name>
        <message numerus="yes">
            <source>%n 处需要改正</source>
            <translation>
                <numerusform>%n mistake</numerusform>
                <numerusform>%n mistakes</numerusform>
            </translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>放弃</source>
            <translation>Discard</translation>
        </message>
    </context>
    <context>
        <name>PlansDialog</name>
        <message>
            <source>收集计划</source>
            <translation>Collection plans</translation>
        </message>
        <message>
            <source>谁、向哪些客户、从什么渠道、凭什么依据，补哪些内容。</source>
            <translation>Who completes which fields, for which customers, from where and by what right.</translation>
        </message>
        <message>
            <source>计划</source>
            <translation>Plans</translation>
        </message>
        <message>
            <source>新建计划</source>
            <translation>New plan</translation>
        </message>
        <message>
            <source>编辑计划…</source>
            <translation>Edit plan…</translation>
        </message>
        <message>
            <source>加一项</source>
            <translation>Add a field</translation>
        </message>
        <message>
            <source>发布</source>
            <translation>Publish</translation>
        </message>
        <message>
            <source>结束计划</source>
            <translation>End the plan</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>还没有收集计划</source>
            <translation>No collection plan yet</translation>
        </message>
        <message>
            <source>建一个计划，选好对象和要补的项目；发布后，这里按渠道和人员显示进展。</source>
            <translation>Make a plan, choose the customers and the fields; once published, its progress shows here by channel and person.</translation>
        </message>
    </context>
    <context>
        <name>PreviewDialog</name>
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
            <translation>Smaller</translation>
        </message>
        <message>
            <source>放大</source>
            <translation>Larger</translation>
        </message>
        <message>
            <source>适合窗口</source>
            <translation>Fit the window</translation>
        </message>
        <message>
            <source>用其他程序打开</source>
            <translation>Open in another program</translation>
        </message>
        <message>
            <source>另存为…</source>
            <translation>Save as…</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>正在打开…</source>
            <translation>Opening…</translation>
        </message>
        <message>
            <source>不能在这里显示</source>
            <translation>It cannot be shown here</translation>
        </message>
        <message>
            <source>可以用其他程序打开，或者另存为文件。</source>
            <translation>Open it in another program, or save it to a file.</translation>
        </message>
        <message>
            <source>第 {page} 页，共 {pages} 页</source>
            <translation>Page {page} of {pages}</translation>
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
            <source>可能已有客户 {no}，仍会新建</source>
            <translation>may be customer {no}; filed all the same</translation>
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
        <name>PrintChoices</name>
        <message>
            <source>这位客户</source>
            <translation>This customer</translation>
        </message>
        <message>
            <source>选中的客户</source>
            <translation>Selected customers</translation>
        </message>
        <message>
            <source>列表里的客户</source>
            <translation>Customers of the list</translation>
        </message>
        <message>
            <source>空表，手工填写</source>
            <translation>Empty form, to fill in by hand</translation>
        </message>
        <message>
            <source>范围</source>
            <translation>Customers</translation>
        </message>
        <message>
            <source>保密</source>
            <translation>Secrecy</translation>
        </message>
        <message>
            <source>页面</source>
            <translation>Page</translation>
        </message>
        <message>
            <source>寄件人</source>
            <translation>Sender</translation>
        </message>
        <message>
            <source>寄件地址</source>
            <translation>Sender's address</translation>
        </message>
        <message>
            <source>寄件邮编</source>
            <translation>Sender's postcode</translation>
        </message>
        <message>
            <source>用途</source>
            <translation>Purpose</translation>
        </message>
        <message>
            <source>例如：应客户本人要求提供资料。预览里仍然遮盖。</source>
            <translation>For example: the customer asked for it. The preview stays masked.</translation>
        </message>
        <message>
            <source>显示敏感信息</source>
            <translation>Show sensitive values</translation>
        </message>
        <message>
            <source>证件号码、健康状况、收入、家庭成员等；会记录姓名、时间和用途。</source>
            <translation>Document numbers, health, income, family and the like; name, time and purpose are written down.</translation>
        </message>
        <message>
            <source>给客户的一份</source>
            <translation>A copy for the customer</translation>
        </message>
        <message>
            <source>不含信誉度等内部评价</source>
            <translation>Without our judgement, such as the credit standing</translation>
        </message>
        <message>
            <source>只限一段期间</source>
            <translation>Only a period</translation>
        </message>
        <message>
            <source>纵向</source>
            <translation>Portrait</translation>
        </message>
        <message>
            <source>横向</source>
            <translation>Landscape</translation>
        </message>
        <message>
            <source>不分组</source>
            <translation>No groups</translation>
        </message>
        <message>
            <source>文档</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到</source>
            <translation>To</translation>
        </message>
        <message>
            <source>分组</source>
            <translation>Groups</translation>
        </message>
        <message>
            <source>标签纸</source>
            <translation>Sheet of labels</translation>
        </message>
        <message>
            <source>从第几个开始</source>
            <translation>Begin at label</translation>
        </message>
        <message>
            <source>信封</source>
            <translation>Envelope</translation>
        </message>
        <message>
            <source>密级</source>
            <translation>Grade</translation>
        </message>
        <message>
            <source>份数</source>
            <translation>Copies</translation>
        </message>
        <message>
            <source>纸张</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>方向</source>
            <translation>Orientation</translation>
        </message>
        <message>
            <source>左边距</source>
            <translation>Left margin</translation>
        </message>
        <message>
            <source>上边距</source>
            <translation>Top margin</translation>
        </message>
        <message>
            <source>右边距</source>
            <translation>Right margin</translation>
        </message>
        <message>
            <source>下边距</source>
            <translation>Bottom margin</translation>
        </message>
        <message>
            <source>缩放</source>
            <translation>Scale</translation>
        </message>
        <message>
            <source>全部客户</source>
            <translation>All customers</translation>
        </message>
    </context>
    <context>
        <name>PrintDialog</name>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>打开文件</source>
            <translation>Open file</translation>
        </message>
        <message>
            <source>在后台继续</source>
            <translation>Go on in the background</translation>
        </message>
        <message>
            <source>保存为 PDF</source>
            <translation>Save as PDF</translation>
        </message>
        <message>
            <source>正在生成…</source>
            <translation>Being made…</translation>
        </message>
        <message>
            <source>正在数页…</source>
            <translation>Counting pages…</translation>
        </message>
        <message>
            <source>样页：{total} 位客户里的前 {n} 位</source>
            <translation>Sample: the first {n} of {total} customers</translation>
        </message>
        <message>
            <source>正在数页 {done} / {total}</source>
            <translation>Counting pages {done} / {total}</translation>
        </message>
        <message>
            <source>没有可列入的客户</source>
            <translation>No customer belongs in it</translation>
        </message>
        <message>
            <source>名册只列有订单的客户：请放宽范围或期间。</source>
            <translation>The register lists customers with orders only: choose more customers or a longer period.</translation>
        </message>
        <message>
            <source>没有可打印的内容</source>
            <translation>There is nothing to print</translation>
        </message>
        <message>
            <source>这些客户没有通讯地址，或不同意邮寄。</source>
            <translation>These customers have no mailing address, or do not agree to post.</translation>
        </message>
        <message>
            <source>要显示敏感信息，请写明用途。</source>
            <translation>To show sensitive values, write down the purpose.</translation>
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
            <source>已取消，没有留下文件。</source>
            <translation>Cancelled. No file was left.</translation>
        </message>
    </context>
    <context>
        <name>PrintRun</name>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>已送往打印机，共 {pages} 页。</source>
            <translation>Sent to the printer: {pages} pages.</translation>
        </message>
        <message>
            <source>已保存到 {file}，共 {pages} 页。</source>
            <translation>Saved as {file}: {pages} pages.</translation>
        </message>
        <message>
            <source> 等</source>
            <translation> and others</translation>
        </message>
        <message numerus="yes">
            <source>%n 位没有列入：{names}</source>
            <translation>
                <numerusform>%n customer is not in it: {names}</numerusform>
                <numerusform>%n customers are not in it: {names}</numerusform>
            </translation>
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
        <name>ProspectCard</name>
        <message>
            <source>填写调查卡</source>
            <translation>Fill in a survey</translation>
        </message>
        <message>
            <source>还没有调查过需求。</source>
            <translation>Nobody asked about the demand yet.</translation>
        </message>
        <message>
            <source>编辑调查卡</source>
            <translation>Edit this card</translation>
        </message>
    </context>
    <context>
        <name>PurposeDialog</name>
        <message>
            <source>这位客户由同事负责。写明用途后才显示，您的姓名、时间和用途会记录下来。</source>
            <translation>A colleague is responsible for this customer. The values are shown once the purpose is given; it is written down with your name and the time.</translation>
        </message>
        <message>
            <source>显示敏感信息</source>
            <translation>Show sensitive values</translation>
        </message>
        <message>
            <source>用途</source>
            <translation>Purpose</translation>
        </message>
        <message>
            <source>对这位客户，到关闭程序为止只问这一次。</source>
            <translation>Asked once for this customer, until the program is closed.</translation>
        </message>
        <message>
            <source>核对客户身份</source>
            <translation>Check the identity</translation>
        </message>
        <message>
            <source>客户本人要求</source>
            <translation>The customer asked</translation>
        </message>
        <message>
            <source>签订合同</source>
            <translation>Sign a contract</translation>
        </message>
        <message>
            <source>处理投诉</source>
            <translation>Handle a complaint</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>显示</source>
            <translation>Show</translation>
        </message>
    </context>
    <context>
        <name>Quality</name>
        <message numerus="yes">
            <source>%n 处内容互相矛盾</source>
            <translation>
                <numerusform>One contradiction</numerusform>
                <numerusform>%n contradictions</numerusform>
            </translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>互相矛盾</source>
            <translation>Contradictory</translation>
        </message>
        <message>
            <source>疑似重复</source>
            <translation>Likely duplicate</translation>
        </message>
        <message>
            <source>不完整</source>
            <translation>Incomplete</translation>
        </message>
        <message>
            <source>未核实</source>
            <translation>Not verified</translation>
        </message>
        <message>
            <source>过时</source>
            <translation>Out of date</translation>
        </message>
        <message>
            <source>缺部分</source>
            <translation>Parts missing</translation>
        </message>
        <message>
            <source>没有签单人</source>
            <translation>Nobody signed</translation>
        </message>
    </context>
    <context>
        <name>QualityPage</name>
        <message>
            <source>档案质量</source>
            <translation>File quality</translation>
        </message>
        <message>
            <source>正在计算</source>
            <translation>Computing</translation>
        </message>
        <message>
            <source>最需要改进的档案</source>
            <translation>Files that most need work</translation>
        </message>
        <message>
            <source>签单人员的得分</source>
            <translation>Scores by salesperson</translation>
        </message>
        <message>
            <source>按原因筛选</source>
            <translation>Filter by reason</translation>
        </message>
        <message>
            <source>签单人员</source>
            <translation>Signed by</translation>
        </message>
        <message>
            <source>去改</source>
            <translation>Put right</translation>
        </message>
        <message>
            <source>回车</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>打开客户</source>
            <translation>Open customer</translation>
        </message>
        <message>
            <source>收集计划…</source>
            <translation>Collection plans…</translation>
        </message>
        <message>
            <source>导入客户</source>
            <translation>Import customers</translation>
        </message>
        <message>
            <source>没有要改进的档案</source>
            <translation>No file needs work</translation>
        </message>
        <message>
            <source>这个条件下的档案都符合要求。</source>
            <translation>All files under this filter are as they should be.</translation>
        </message>
        <message>
            <source>还没有客户</source>
            <translation>No customers yet</translation>
        </message>
        <message>
            <source>有了客户，这里看档案是否完整、真实、及时，先改哪一份。</source>
            <translation>Once there are customers, this shows how complete, true and current their files are, and which to put right first.</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message numerus="yes">
            <source>共 %n 份档案</source>
            <translation>
                <numerusform>%n file</numerusform>
                <numerusform>%n files</numerusform>
            </translation>
        </message>
        <message>
            <source>得分 %1</source>
            <translation>Score %1</translation>
        </message>
        <message numerus="yes">
            <source>三部分齐全的 %n 份</source>
            <translation>
                <numerusform>%n with all three parts</numerusform>
                <numerusform>%n with all three parts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>还有 %n 份正在计算</source>
            <translation>
                <numerusform>%n still being computed</numerusform>
                <numerusform>%n still being computed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QuickLog</name>
        <message>
            <source>再联系</source>
            <translation>Contact again</translation>
        </message>
        <message>
            <source>先选择客户。</source>
            <translation>Choose a customer first.</translation>
        </message>
        <message>
            <source>先选择客户：输入姓名、拼音或电话。</source>
            <translation>Choose a customer first: type a name, pinyin or telephone.</translation>
        </message>
        <message>
            <source>写一句谈了什么。</source>
            <translation>Write a sentence about what was said.</translation>
        </message>
        <message>
            <source>看不懂这个时间。可以写：明天、周五、下周一 10点、3天后、11-30。</source>
            <translation>That is no day. Write: tomorrow, fri, next mon 10am, 3d, 11-30.</translation>
        </message>
        <message>
            <source>上次没有保存的内容已找回。</source>
            <translation>What was not saved last time is here again.</translation>
        </message>
        <message>
            <source>记一笔</source>
            <translation>Log contact</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>客户：姓名、拼音首字母、电话</source>
            <translation>Customer: name, pinyin initials, telephone</translation>
        </message>
        <message>
            <source>内容摘要</source>
            <translation>Summary</translation>
        </message>
        <message>
            <source>谈了什么</source>
            <translation>What was said</translation>
        </message>
        <message>
            <source>下一步</source>
            <translation>Next step</translation>
        </message>
        <message>
            <source>下一步做什么（可不填）</source>
            <translation>What to do next (may stay empty)</translation>
        </message>
        <message>
            <source>下一步的时间</source>
            <translation>When</translation>
        </message>
        <message>
            <source>明天、周五、3天后</source>
            <translation>tomorrow, fri, 3d</translation>
        </message>
        <message>
            <source>回车保存 · Shift+回车换行 · Ctrl+1…8 联系方式</source>
            <translation>Enter saves · Shift+Enter new line · Ctrl+1…8 way</translation>
        </message>
        <message>
            <source>更多项目…</source>
            <translation>More fields…</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>这就是约好的下一步，标为完成：%1</source>
            <translation>This was the next step agreed on, mark it done: %1</translation>
        </message>
        <message>
            <source>看不懂</source>
            <translation>No such day</translation>
        </message>
    </context>
    <context>
        <name>QuoteCard</name>
        <message>
            <source>有效期至 %1</source>
            <translation>valid until %1</translation>
        </message>
        <message>
            <source>没有有效期</source>
            <translation>no end of validity</translation>
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
        <name>RecordDesk</name>
        <message>
            <source>已保存：%1</source>
            <translation>Saved: %1</translation>
        </message>
        <message>
            <source>已删除：%1</source>
            <translation>Removed: %1</translation>
        </message>
        <message>
            <source>已完成：%1</source>
            <translation>Done: %1</translation>
        </message>
        <message>
            <source>已推迟：%1</source>
            <translation>Put off: %1</translation>
        </message>
        <message>
            <source>已记录：%1</source>
            <translation>Logged: %1</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>没有保存的内容已留下，下次打开时还在。</source>
            <translation>What was not saved is kept and here again next time.</translation>
        </message>
    </context>
    <context>
        <name>RecordDialog</name>
        <message>
            <source>编辑%1</source>
            <translation>Edit %1</translation>
        </message>
        <message>
            <source>新建%1</source>
            <translation>New %1</translation>
        </message>
        <message>
            <source>放弃</source>
            <translation>Discard</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>上次没有保存的内容已找回。</source>
            <translation>What was not saved last time is here again.</translation>
        </message>
    </context>
    <context>
        <name>RecordListDialog</name>
        <message>
            <source>还没有%1</source>
            <translation>No %1 yet</translation>
        </message>
        <message>
            <source>添加</source>
            <translation>Add</translation>
        </message>
        <message>
            <source>编辑</source>
            <translation>Edit</translation>
        </message>
        <message>
            <source>删除</source>
            <translation>Remove</translation>
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
            <source>已展开</source>
            <translation>open</translation>
        </message>
        <message>
            <source>已收起</source>
            <translation>closed</translation>
        </message>
        <message>
            <source>（已删除）</source>
            <translation>(deleted)</translation>
        </message>
    </context>
    <context>
        <name>RememberSection</name>
        <message>
            <source>相处</source>
            <translation>Good to know</translation>
        </message>
        <message>
            <source>生日</source>
            <translation>Birthday</translation>
        </message>
        <message>
            <source>没有记录</source>
            <translation>not recorded</translation>
        </message>
        <message>
            <source>还没有记下称呼、偏好和生日。</source>
            <translation>No form of address, preference or birthday yet.</translation>
        </message>
        <message>
            <source>农历%1（公历 %2）</source>
            <translation>lunar %1 (%2)</translation>
        </message>
        <message numerus="yes">
            <source>还有 %n 天</source>
            <translation>
                <numerusform>in %n day</numerusform>
                <numerusform>in %n days</numerusform>
            </translation>
        </message>
        <message>
            <source>就是今天</source>
            <translation>today</translation>
        </message>
        <message numerus="yes">
            <source>满 %n 岁</source>
            <translation>
                <numerusform>turns %n</numerusform>
                <numerusform>turns %n</numerusform>
            </translation>
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
        <name>Restoring</name>
        <message>
            <source>已恢复。原来的资料另存为 {file}，请重新打开程序。</source>
            <translation>Restored. What was here is kept as {file}. Open the program again.</translation>
        </message>
        <message>
            <source>已从备份恢复</source>
            <translation>Restored from a backup</translation>
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
        <name>ResultPage</name>
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
            <source>打开失败清单</source>
            <translation>Open failed rows</translation>
        </message>
        <message>
            <source>撤销这次导入</source>
            <translation>Undo this import</translation>
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
        <name>SchemeDetail</name>
        <message>
            <source>按卡片</source>
            <translation>From the card</translation>
        </message>
        <message>
            <source>自动计算</source>
            <translation>Computed</translation>
        </message>
        <message>
            <source>只作说明</source>
            <translation>For reading</translation>
        </message>
        <message>
            <source>依据：%1</source>
            <translation>Basis: %1</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>About</translation>
        </message>
        <message>
            <source>规则</source>
            <translation>Rule</translation>
        </message>
        <message>
            <source>调整参数…</source>
            <translation>Parameters…</translation>
        </message>
        <message>
            <source>还没有订单。这一类分类要有交易记录才看得出差别。</source>
            <translation>There are no orders yet. This scheme tells customers apart by their orders.</translation>
        </message>
        <message>
            <source>导入订单…</source>
            <translation>Import orders…</translation>
        </message>
    </context>
    <context>
        <name>SchemeList</name>
        <message>
            <source>分类方式</source>
            <translation>Schemes</translation>
        </message>
    </context>
    <context>
        <name>ScoreEditor</name>
        <message>
            <source>%1：%2 分</source>
            <translation>%1: %2 points</translation>
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
            <source>公司参数</source>
            <translation>Parameters</translation>
        </message>
        <message>
            <source>表单与字段</source>
            <translation>Form and fields</translation>
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
        <name>SpentSection</name>
        <message>
            <source>企业投入</source>
            <translation>Our investment</translation>
        </message>
        <message>
            <source>新增投入</source>
            <translation>Add an investment</translation>
        </message>
        <message>
            <source>没有记录费用和优惠。</source>
            <translation>No cost or concession recorded.</translation>
        </message>
        <message>
            <source>合计</source>
            <translation>Total</translation>
        </message>
        <message>
            <source>全部投入</source>
            <translation>All investments</translation>
        </message>
        <message>
            <source>%1，优惠 %2</source>
            <translation>%1, concessions %2</translation>
        </message>
    </context>
    <context>
        <name>StatePanel</name>
        <message>
            <source>正在运行</source>
            <translation>Running</translation>
        </message>
        <message>
            <source>已停止</source>
            <translation>Stopped</translation>
        </message>
        <message>
            <source>启动</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>启动服务器</source>
            <translation>Start the server</translation>
        </message>
        <message>
            <source>停止</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>停止服务器</source>
            <translation>Stop the server</translation>
        </message>
        <message>
            <source>公司</source>
            <translation>Company</translation>
        </message>
        <message>
            <source>同事的电脑</source>
            <translation>Computers</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customers</translation>
        </message>
        <message>
            <source>本机资料</source>
            <translation>This profile</translation>
        </message>
        <message>
            <source>最近备份</source>
            <translation>Last backup</translation>
        </message>
        <message>
            <source>数据库</source>
            <translation>Database</translation>
        </message>
        <message>
            <source>登录这台电脑时自动启动</source>
            <translation>Start when I sign in to this computer</translation>
        </message>
        <message>
            <source>立即备份</source>
            <translation>Back up now</translation>
        </message>
        <message>
            <source>检查</source>
            <translation>Check</translation>
        </message>
        <message>
            <source>打开文件夹</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>还没有连接</source>
            <translation>Not connected</translation>
        </message>
        <message>
            <source>已用账号 %1 连接</source>
            <translation>Connected as %1</translation>
        </message>
        <message>
            <source>连接着另一台服务器</source>
            <translation>Connected to another server</translation>
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
        <name>StepStrip</name>
        <message>
            <source>完成</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>完成下一步</source>
            <translation>Mark the next step done</translation>
        </message>
        <message>
            <source>查看</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>查看下一步</source>
            <translation>Open the next step</translation>
        </message>
        <message>
            <source>下一步</source>
            <translation>Next step</translation>
        </message>
        <message>
            <source>已逾期</source>
            <translation>overdue</translation>
        </message>
        <message numerus="yes">
            <source>另有 %n 项</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Steps</name>
        <message>
            <source>明天</source>
            <translation>Tomorrow</translation>
        </message>
        <message>
            <source>后天</source>
            <translation>In two days</translation>
        </message>
        <message>
            <source>下周一</source>
            <translation>Next Monday</translation>
        </message>
        <message>
            <source>1周后</source>
            <translation>In a week</translation>
        </message>
        <message>
            <source>1个月后</source>
            <translation>In a month</translation>
        </message>
        <message>
            <source>已逾期</source>
            <translation>Overdue</translation>
        </message>
        <message>
            <source>今天</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>本周</source>
            <translation>This week</translation>
        </message>
        <message>
            <source>以后</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>没有日期</source>
            <translation>No day</translation>
        </message>
    </context>
    <context>
        <name>StepsView</name>
        <message>
            <source>建立数据库、证书和管理员账号</source>
            <translation>Make database, certificate and administrator</translation>
        </message>
        <message>
            <source>启动服务器</source>
            <translation>Start the server</translation>
        </message>
        <message>
            <source>登录时自动启动</source>
            <translation>Start with the account</translation>
        </message>
        <message>
            <source>连接这台电脑的资料</source>
            <translation>Connect the data of this computer</translation>
        </message>
        <message>
            <source>大约半分钟。停止时，已经做完的步骤保留。</source>
            <translation>About half a minute. When you stop it, the steps that are done stay done.</translation>
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
            <source>安装新版本 %1</source>
            <translation>Install version %1</translation>
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
        <message>
            <source>正在发送附件 %1%</source>
            <translation>sending an attachment, %1%</translation>
        </message>
        <message>
            <source>正在取回附件 %1%</source>
            <translation>fetching an attachment, %1%</translation>
        </message>
        <message numerus="yes">
            <source>%n 个附件待发送</source>
            <translation>
                <numerusform>%n attachment waits</numerusform>
                <numerusform>%n attachments wait</numerusform>
            </translation>
        </message>
        <message>
            <source>附件等不计流量的网络</source>
            <translation>attachments wait for a network that is not metered</translation>
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
            <source>合并</source>
            <translation>Merge</translation>
        </message>
        <message>
            <source>拆分</source>
            <translation>Take apart</translation>
        </message>
        <message>
            <source>裁定</source>
            <translation>Decide</translation>
        </message>
        <message>
            <source>撤回或恢复主张</source>
            <translation>Withdraw or renew a claim</translation>
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
            <source>服务器已把这张档案合并过去，同事同步后就能看到。</source>
            <translation>The server merged this card; colleagues see it after their next sync.</translation>
        </message>
        <message>
            <source>同事已经合并过这两张档案。</source>
            <translation>A colleague had merged these two cards already.</translation>
        </message>
        <message>
            <source>已合并；下面的项目被同事后来的修改覆盖，您选的值留在冲突里。</source>
            <translation>Merged; the fields below were changed later by a colleague, and the values you chose are among the conflicts.</translation>
        </message>
        <message>
            <source>没有合并：其中一张已被同事合并到别处或删除。两张都保持原样，冲突里有说明。</source>
            <translation>Not merged: a colleague had merged one of them elsewhere, or deleted it. Both stay as they were; the conflicts say more.</translation>
        </message>
        <message>
            <source>没有合并：其中一张已不归您负责或服务器没有它。两张都保持原样，管理员可以代为合并。</source>
            <translation>Not merged: one of them is no longer yours, or the server does not have it. Both stay as they were; an administrator can merge them for you.</translation>
        </message>
        <message>
            <source>没有合并：这位客户的个人信息已按要求清除。</source>
            <translation>Not merged: the personal data of this customer was erased on request.</translation>
        </message>
        <message>
            <source>裁定已生效，所有相关的人都会收到。</source>
            <translation>The decision counts; everybody concerned gets it.</translation>
        </message>
        <message>
            <source>另一位的裁定先到，已经生效；您的裁定留在冲突里。</source>
            <translation>Somebody else's decision came first and stands; yours is kept among the conflicts.</translation>
        </message>
        <message>
            <source>裁定没有生效：您不能裁定这个撞单，或归属人、报价已不可用。</source>
            <translation>The decision does not count: you may not decide this case, or owner or quote are not available any more.</translation>
        </message>
        <message>
            <source>服务器已拆开这张档案，它的记录随下一次同步回来。</source>
            <translation>The server took this card apart; its records come back with the next sync.</translation>
        </message>
        <message>
            <source>它已经是单独的档案，没有什么要拆。</source>
            <translation>It was a card of its own already.</translation>
        </message>
        <message>
            <source>没有拆开：留下的那张后来又被合并。冲突里有说明。</source>
            <translation>Not taken apart: the card it is in was merged itself since. The conflicts say more.</translation>
        </message>
        <message>
            <source>没有拆开：留下的那张已不归您负责，或合并得太早没有记录。</source>
            <translation>Not taken apart: the card it is in is no longer yours, or it was merged before records of this were kept.</translation>
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
        <name>Timeline</name>
        <message>
            <source>联系</source>
            <translation>Contacts</translation>
        </message>
        <message>
            <source>交易</source>
            <translation>Dealings</translation>
        </message>
        <message>
            <source>投入</source>
            <translation>Efforts</translation>
        </message>
        <message>
            <source>评定</source>
            <translation>Surveys</translation>
        </message>
        <message>
            <source>文件</source>
            <translation>Files</translation>
        </message>
        <message>
            <source>变更</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>赢回</source>
            <translation>Won back</translation>
        </message>
        <message>
            <source>交货</source>
            <translation>Delivery</translation>
        </message>
        <message>
            <source>订单</source>
            <translation>Order</translation>
        </message>
        <message>
            <source>收到付款</source>
            <translation>Payment received</translation>
        </message>
        <message>
            <source>应收款到期</source>
            <translation>Payment due</translation>
        </message>
        <message>
            <source>企业投入</source>
            <translation>Investment</translation>
        </message>
    </context>
    <context>
        <name>TimelineTab</name>
        <message>
            <source>时间线</source>
            <translation>Timeline</translation>
        </message>
        <message>
            <source>搜索时间线</source>
            <translation>Search the timeline</translation>
        </message>
        <message>
            <source>搜索：谈话、订单、人名</source>
            <translation>Search: talks, orders, names</translation>
        </message>
        <message>
            <source>记一笔</source>
            <translation>Log contact</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>没有符合条件的记录</source>
            <translation>Nothing fits</translation>
        </message>
        <message>
            <source>换一个词或种类。</source>
            <translation>Try another word or kind.</translation>
        </message>
        <message>
            <source>还没有往来</source>
            <translation>No dealings yet</translation>
        </message>
        <message>
            <source>第一次联系、第一张订单都会列在这里。</source>
            <translation>The first contact and the first order will be listed here.</translation>
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
        <name>TwinStrip</name>
        <message>
            <source>并排查看</source>
            <translation>Side by side</translation>
        </message>
        <message>
            <source>不是同一位</source>
            <translation>Not the same</translation>
        </message>
        <message>
            <source>下一位可能相同的客户</source>
            <translation>Next customer that may be the same</translation>
        </message>
        <message>
            <source>已有客户：%1</source>
            <translation>On file: %1</translation>
        </message>
        <message>
            <source>可能已有：%1</source>
            <translation>May be on file: %1</translation>
        </message>
    </context>
    <context>
        <name>UndoDialog</name>
        <message>
            <source>重做：%1</source>
            <translation>Redo: %1</translation>
        </message>
        <message>
            <source>撤销：%1</source>
            <translation>Undo: %1</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Done</translation>
        </message>
    </context>
    <context>
        <name>UpdateDesk</name>
        <message>
            <source>查看</source>
            <translation>Show</translation>
        </message>
        <message>
            <source>已更新到 %1。</source>
            <translation>Updated to version %1.</translation>
        </message>
        <message>
            <source>版本 %1 没有装上，现在的版本照常可用，资料没有改动。</source>
            <translation>Version %1 was not installed. The present version goes on working; the data was not changed.</translation>
        </message>
        <message>
            <source>再试一次</source>
            <translation>Try again</translation>
        </message>
    </context>
    <context>
        <name>UpdateDialog</name>
        <message>
            <source>现在的版本是 %1。</source>
            <translation>The present version is %1. </translation>
        </message>
        <message>
            <source>没有新版本</source>
            <translation>No newer version</translation>
        </message>
        <message>
            <source>公司发布新版本时会自动下载，不用手动检查。</source>
            <translation>When your company offers one, it comes by itself.</translation>
        </message>
        <message>
            <source>新在哪里</source>
            <translation>What is new</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>取消安装</source>
            <translation>Cancel the installation</translation>
        </message>
        <message>
            <source>安装命令</source>
            <translation>Command that installs it</translation>
        </message>
        <message>
            <source>以后</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>重启并安装</source>
            <translation>Restart and install</translation>
        </message>
        <message>
            <source>备份并显示安装命令</source>
            <translation>Back up and show the command</translation>
        </message>
        <message>
            <source>复制命令</source>
            <translation>Copy the command</translation>
        </message>
        <message>
            <source>安装前会先备份资料；正在填写的内容会存为草稿。安装约需一分钟，完成后程序自动打开。</source>
            <translation>Your data is backed up first, and what you are typing is kept as a draft. Installing takes about a minute; then the program opens by itself.</translation>
        </message>
        <message>
            <source>安装前会先备份资料。这个系统上安装要管理员口令，程序给出命令，由您在终端里运行。</source>
            <translation>Your data is backed up first. On this system installing needs an administrator's password: the program shows the command, and you run it in a terminal.</translation>
        </message>
        <message>
            <source>正在核对安装文件并备份资料…</source>
            <translation>Checking the installer and backing up your data…</translation>
        </message>
        <message>
            <source>资料已备份。请关闭程序，在终端里运行下面的命令，再打开程序。</source>
            <translation>Your data is backed up. Close the program, run this command in a terminal, and open it again.</translation>
        </message>
        <message>
            <source>已复制命令。</source>
            <translation>The command was copied.</translation>
        </message>
        <message>
            <source>回到 %1…</source>
            <translation>Back to %1…</translation>
        </message>
        <message>
            <source>回到版本 %1？</source>
            <translation>Go back to version %1?</translation>
        </message>
        <message>
            <source>重启并回到以前的版本</source>
            <translation>Restart and go back</translation>
        </message>
        <message>
            <source>以前的版本能读现在的资料，什么都不会丢。</source>
            <translation>The version before reads the present data; nothing is lost.</translation>
        </message>
        <message numerus="yes">
            <source>以前的版本读不了新的资料格式，要用升级前的备份。但是还有 %n 项只在本机（未发送的修改、附件或草稿），请先同步、写完草稿，再回到以前的版本。</source>
            <translation>
                <numerusform>The version before cannot read the new form of the data and needs the backup from before the upgrade. But %n thing is on this computer only (an unsent change, attachment or draft). Synchronise and finish the drafts first, then go back.</numerusform>
                <numerusform>The version before cannot read the new form of the data and needs the backup from before the upgrade. But %n things are on this computer only (unsent changes, attachments or drafts). Synchronise and finish the drafts first, then go back.</numerusform>
            </translation>
        </message>
        <message>
            <source>以前的版本读不了新的资料格式，要用升级前的备份。升级后输入的内容公司服务器都有，同步后会再取回来；现在的资料另存一份备份，不会丢。</source>
            <translation>The version before cannot read the new form of the data and needs the backup from before the upgrade. Your server has everything typed since; it comes back with the next synchronisation. The present data is kept as a backup too, so nothing is lost.</translation>
        </message>
        <message>
            <source>正在准备以前的版本…</source>
            <translation>Preparing the version before…</translation>
        </message>
    </context>
    <context>
        <name>Updates</name>
        <message>
            <source>新版本 %1 已就绪</source>
            <translation>Version %1 is ready</translation>
        </message>
        <message>
            <source>正在下载新版本 %1 · %2%</source>
            <translation>Fetching version %1 · %2%</translation>
        </message>
    </context>
    <context>
        <name>ValueLabel</name>
        <message>
            <source>复制</source>
            <translation>Copy</translation>
        </message>
        <message>
            <source>全选</source>
            <translation>Select all</translation>
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
        <name>Verifying</name>
        <message>
            <source>这一项不需要核实。</source>
            <translation>The truth of this field is not checked.</translation>
        </message>
        <message>
            <source>核实…</source>
            <translation>Verify…</translation>
        </message>
        <message>
            <source>先填写并保存，再核实</source>
            <translation>Fill in and save first</translation>
        </message>
        <message>
            <source>已核实：%1</source>
            <translation>Verified: %1</translation>
        </message>
        <message>
            <source>存疑</source>
            <translation>In doubt</translation>
        </message>
        <message>
            <source>去掉核实标记</source>
            <translation>Take the mark away</translation>
        </message>
        <message>
            <source>已记下：%1</source>
            <translation>Noted: %1</translation>
        </message>
    </context>
    <context>
        <name>ViewButton</name>
        <message>
            <source>视图：%1（已改动，未保存）</source>
            <translation>View: %1 (changed, not saved)</translation>
        </message>
        <message>
            <source>视图：%1</source>
            <translation>View: %1</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>另存为…</source>
            <translation>Save as…</translation>
        </message>
    </context>
    <context>
        <name>ViewDesk</name>
        <message>
            <source>已删除视图“%1”</source>
            <translation>The view “%1” was deleted</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>ViewMenu</name>
        <message>
            <source>视图</source>
            <translation>Views</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>另存为…</source>
            <translation>Save as…</translation>
        </message>
        <message>
            <source>恢复为保存时的样子</source>
            <translation>Back to how it was saved</translation>
        </message>
        <message>
            <source>重命名…</source>
            <translation>Rename…</translation>
        </message>
        <message>
            <source>删除视图</source>
            <translation>Delete the view</translation>
        </message>
        <message>
            <source>启动时打开这个视图</source>
            <translation>Begin with this view</translation>
        </message>
        <message>
            <source>我的视图（只在本机）</source>
            <translation>My views (on this laptop only)</translation>
        </message>
        <message>
            <source>共享的视图</source>
            <translation>Shared views</translation>
        </message>
        <message>
            <source>由更新的版本写成，这里打不开</source>
            <translation>Written by a newer version; it cannot be opened here</translation>
        </message>
        <message>
            <source>谁看得到</source>
            <translation>Who sees it</translation>
        </message>
    </context>
    <context>
        <name>Views</name>
        <message>
            <source>本团队（%1）</source>
            <translation>My team (%1)</translation>
        </message>
        <message>
            <source>本团队</source>
            <translation>My team</translation>
        </message>
        <message>
            <source>只有我（只在本机）</source>
            <translation>Only I (on this laptop only)</translation>
        </message>
        <message>
            <source>全公司</source>
            <translation>The whole company</translation>
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
        <name>WhenRow</name>
        <message>
            <source>没有条件</source>
            <translation>No condition</translation>
        </message>
        <message>
            <source>保持现有的条件</source>
            <translation>Keep the present condition</translation>
        </message>
        <message>
            <source>条件的项目</source>
            <translation>Field of the condition</translation>
        </message>
        <message>
            <source>条件的内容</source>
            <translation>What it must say</translation>
        </message>
        <message>
            <source>已填写</source>
            <translation>is filled</translation>
        </message>
        <message>
            <source>没有填写</source>
            <translation>is empty</translation>
        </message>
        <message>
            <source>是</source>
            <translation>Yes</translation>
        </message>
        <message>
            <source>否</source>
            <translation>No</translation>
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
    <context>
        <name>WindowCommands</name>
        <message>
            <source>编号</source>
            <translation>Number</translation>
        </message>
    </context>
    <context>
        <name>WishList</name>
        <message>
            <source>再改一个项目</source>
            <translation>Change another field</translation>
        </message>
    </context>
    <context>
        <name>WishRow</name>
        <message>
            <source>项目</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>选一个项目</source>
            <translation>Choose a field</translation>
        </message>
        <message>
            <source>怎么改</source>
            <translation>How</translation>
        </message>
        <message>
            <source>要找的文字</source>
            <translation>Text to find</translation>
        </message>
        <message>
            <source>天数</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>例如 7 或 -7</source>
            <translation>7 or -7, for example</translation>
        </message>
        <message>
            <source>天（负数为提前）</source>
            <translation>days (negative: earlier)</translation>
        </message>
        <message>
            <source>去掉这一项</source>
            <translation>Remove this field</translation>
        </message>
        <message>
            <source>换成的文字</source>
            <translation>Text to put in</translation>
        </message>
        <message>
            <source>新的内容</source>
            <translation>New value</translation>
        </message>
    </context>
    <context>
        <name>_ItemPanel</name>
        <message>
            <source>编辑%1</source>
            <translation>Edit %1</translation>
        </message>
        <message>
            <source>去掉%1</source>
            <translation>Take out %1</translation>
        </message>
        <message>
            <source>还缺：%1</source>
            <translation>Still missing: %1</translation>
        </message>
        <message>
            <source>按渠道</source>
            <translation>By channel</translation>
        </message>
        <message>
            <source>按人员</source>
            <translation>By person</translation>
        </message>
    </context>
    <context>
        <name>_Result</name>
        <message>
            <source>修改完成</source>
            <translation>Change done</translation>
        </message>
        <message>
            <source>中途停止</source>
            <translation>Stopped in the middle</translation>
        </message>
        <message>
            <source>已取消</source>
            <translation>Cancelled</translation>
        </message>
        <message>
            <source>取消之前改好的客户已保存，可以整批撤销。</source>
            <translation>What was changed before you cancelled is saved; it can be undone as a whole.</translation>
        </message>
        <message>
            <source>已修改</source>
            <translation>Changed</translation>
        </message>
        <message>
            <source>已是如此</source>
            <translation>Is so already</translation>
        </message>
        <message>
            <source>不适用</source>
            <translation>Does not apply</translation>
        </message>
        <message>
            <source>不合规则，没有改</source>
            <translation>Broke a rule, left alone</translation>
        </message>
        <message>
            <source>整批撤销</source>
            <translation>Undo all of it</translation>
        </message>
        <message>
            <source>已重做</source>
            <translation>Done again</translation>
        </message>
        <message>
            <source>已撤销</source>
            <translation>Undone</translation>
        </message>
        <message>
            <source>中途停下</source>
            <translation>Stopped in the middle</translation>
        </message>
        <message>
            <source>没有处理的部分保持不变。在「批量记录」里可以接着做完。</source>
            <translation>The rest is as it was. Go on in “Imports and bulk edits”.</translation>
        </message>
        <message>
            <source>位客户已恢复原样</source>
            <translation>customers as they were</translation>
        </message>
        <message>
            <source>位客户</source>
            <translation>customers</translation>
        </message>
        <message>
            <source>处保持不变</source>
            <translation>changes left alone</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>客户</source>
            <translation>Customer</translation>
        </message>
        <message>
            <source>项目</source>
            <translation>Field</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Why</translation>
        </message>
        <message>
            <source>保持不变的内容</source>
            <translation>What was left alone</translation>
        </message>
        <message>
            <source>整张卡片</source>
            <translation>Whole card</translation>
        </message>
    </context>
    <context>
        <name>_Running</name>
        <message>
            <source>正在修改…</source>
            <translation>Changing…</translation>
        </message>
        <message>
            <source>正在查看每一位客户…</source>
            <translation>Looking at each customer…</translation>
        </message>
        <message>
            <source>取消后，已经改好的客户会保留，可以整批撤销。</source>
            <translation>If you cancel, customers changed so far stay changed; all of it can be undone.</translation>
        </message>
        <message>
            <source>转到后台继续</source>
            <translation>Go on in the background</translation>
        </message>
        <message>
            <source>正在重做…</source>
            <translation>Doing it again…</translation>
        </message>
        <message>
            <source>正在撤销…</source>
            <translation>Undoing…</translation>
        </message>
        <message>
            <source>停下后，已经处理的部分会保留；可以接着做完，也可以反过来。</source>
            <translation>If you stop, what is done so far stays; you can go on later, or reverse it.</translation>
        </message>
        <message>
            <source>停下</source>
            <translation>Stop</translation>
        </message>
    </context>
</TS>
