package swafoto

/** Between a still that is asked for and the camera's delivery. */
const val SHUTTER_NS = 120_000_000L

/**
 * Puts a film through a session as an app's camera would, to the session's end or the film's.
 *
 * @param coversHead what the person answers when they are asked; nothing where they do not.
 * @param seen hears each update, and the time of the still that gave it; nothing where a preview did.
 * @return when the session first asked whether the head is covered, if it did.
 */
fun play(
    session: SelfieSession,
    film: Film,
    facts: FrameFacts,
    still: Planes,
    stillFormat: Yuv420Format,
    coversHead: Boolean? = null,
    seen: (update: Update, stillAt: Long?) -> Unit,
): Long? {
    var index = 0L
    var busyUntil = 0L
    var asked: Long? = null
    var openSince: Long? = null
    while (true) {
        val frame = film.next() ?: return asked
        val at = index++ * 1_000_000_000 / film.framesPerSecond
        // While the camera takes the still it delivers no preview.
        if (at < busyUntil) continue
        if (coversHead != null && openSince != null && at - openSince >= READING_NS) session.declareCovering(coversHead)
        var update = session.previewYuv420(frame.y, frame.u, frame.v, film.format, facts, at)
        openSince = if (update.askCovering) openSince ?: at else null
        asked = asked ?: openSince
        seen(update, null)
        if (update.capture) {
            busyUntil = at + SHUTTER_NS
            update = session.stillYuv420(still.y, still.u, still.v, stillFormat, facts, busyUntil)
            seen(update, busyUntil)
        }
        if (update.ending != null) return asked
    }
}
