package swafoto

/** Between a still that is asked for and the camera's delivery. */
private const val SHUTTER_NS = 120_000_000L

/**
 * Puts a film through a session as an app's camera would, to the session's end or the film's.
 *
 * @param seen hears each update, and the time of the still that gave it; nothing where a preview did.
 */
fun play(
    session: SelfieSession,
    film: Film,
    facts: FrameFacts,
    still: Planes,
    stillFormat: Yuv420Format,
    seen: (update: Update, stillAt: Long?) -> Unit,
) {
    var index = 0L
    var busyUntil = 0L
    while (true) {
        val frame = film.next() ?: return
        val at = index++ * 1_000_000_000 / film.framesPerSecond
        // While the camera takes the still it delivers no preview.
        if (at < busyUntil) continue
        var update = session.previewYuv420(frame.y, frame.u, frame.v, film.format, facts, at)
        seen(update, null)
        if (update.capture) {
            busyUntil = at + SHUTTER_NS
            update = session.stillYuv420(still.y, still.u, still.v, stillFormat, facts, busyUntil)
            seen(update, busyUntil)
        }
        if (update.ending != null) return
    }
}
