package swafoto

/** A flow as a wrapper drives it, and the record of what it showed, said and had done. */
class Phone(request: FlowRequest) : AutoCloseable {
    val flow = SelfieFlow(request, Shared.engine)
    private val lines = StringBuilder()
    private var wantsStill = false
    var asks = false
        private set
    var waits = false
        private set
    var over = false
        private set

    val record: String get() = lines.toString()

    /** A line between the records. */
    fun note(line: String) {
        lines.append(line).append('\n')
    }

    fun take(turn: Turn) {
        turn.screen?.let {
            asks = it.question != null
            waits = it.waits
        }
        wantsStill = wantsStill || Command.TAKE_STILL in turn.commands
        over = over || Command.FINISH in turn.commands
        lines.append(turnRecord(turn))
    }

    fun tell(event: Event, at: Long) = take(flow.tell(event, at))

    /** Whether a still was asked for since the last time. */
    fun takeWish(): Boolean = wantsStill.also { wantsStill = false }

    override fun close() {
        flow.release()
        flow.close()
    }
}
