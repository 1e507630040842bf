package swafoto

/** What the tests share: an engine takes a while to load. */
object Shared {
    val engine: Engine by lazy { Engine() }

    @JvmStatic
    fun cases(): List<Case> = Case.all()
}

/** A film that went through a session as an app's camera would send it. */
class Replay private constructor(val session: SelfieSession) {
    val states = mutableListOf<String>()
    val hints = mutableListOf<String>()
    var ending: String? = null
    var reasons = listOf<String>()
    var stillVerdict: Verdict? = null

    /** When the session first asked whether the head is covered, in nanoseconds. */
    var asked: Long? = null

    private fun take(update: Update) {
        val state = stateName(update.state)
        if (states.lastOrNull() != state) states += state
        update.hint?.let { hint -> hintName(hint).let { if (hints.lastOrNull() != it) hints += it } }
        update.ending?.let {
            ending = endingName(it)
            reasons = update.reasons.map(::ruleName)
        }
    }

    companion object {
        fun of(case: Case, listener: SessionListener? = null): Replay {
            val (still, format) = still(case.name)
            val request = SessionRequest(
                retake = case.request.retake.map { name -> RuleId.entries.first { ruleName(it) == name } },
                declaredCovering = case.request.declared_covering,
                nonce = "nonce of ${case.name}",
                stillSize = upright(format, case.rotation),
            )
            val session = case.openPolicy().use { SelfieSession(Shared.engine, it, request, listener) }
            val run = Replay(session)
            run.states += stateName(session.state())
            Film(films.resolve(case.name).resolve("preview.y4m")).use { film ->
                run.asked = play(session, film, case.facts(), still, format, case.request.covers_head) { update, stillAt ->
                    run.take(update)
                    if (stillAt != null) run.stillVerdict = session.verdict()
                }
            }
            if (run.ending == null) run.take(session.cancel())
            return run
        }

    }
}

/** The size of a stored picture once it is turned. */
fun upright(format: Yuv420Format, rotation: Int) =
    if (rotation % 180 == 0) PictureSize(format.width, format.height) else PictureSize(format.height, format.width)
