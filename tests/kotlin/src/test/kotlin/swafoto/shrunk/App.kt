/** An app for R8 to shrink: it uses of the SDK whatever goes through JNA. */
package swafoto.shrunk

import swafoto.Action
import swafoto.CameraPermission
import swafoto.Engine
import swafoto.Event
import swafoto.Film
import swafoto.FlowRequest
import swafoto.FrameFacts
import swafoto.Key
import swafoto.LogLevel
import swafoto.LogSink
import swafoto.Outcome
import swafoto.Picture
import swafoto.PictureSize
import swafoto.Policy
import swafoto.PolicyChoice
import swafoto.PreviewArea
import swafoto.SelfieFlow
import swafoto.SelfieSession
import swafoto.SessionListener
import swafoto.SessionRequest
import swafoto.SwafotoException
import swafoto.Turn
import swafoto.Update
import swafoto.pictureShapes
import swafoto.play
import swafoto.setLogger
import swafoto.turnRecord
import java.nio.file.Files
import java.nio.file.Path

fun main(arguments: Array<String>) = useEverything(Path.of(arguments[0])).forEach(::println)

/** What came of a film of `tests/cases` and of two errors, in words that nothing renames. */
fun useEverything(case: Path): List<String> = buildList {
    setLogger(LogLevel.WARNING, object : LogSink {
        override fun log(level: LogLevel, target: String, message: String) {
            // A stack follows, which R8 changes.
            add("log: ${message.substringBefore(':')}")
        }
    })
    try {
        Policy.fromToml("nonsense = true")
    } catch (refused: SwafotoException.InvalidPolicy) {
        add("policy: ${refused.reason.lines().last()}")
    }
    var heard = 0
    val listener = object : SessionListener {
        override fun changed(update: Update) {
            heard += 1
            // Once, so that what an app throws goes through R8's hands as well.
            if (heard == 1) error("of the app")
        }
    }
    val still = Film(case.resolve("still.y4m"))
    val picture = still.next()!!
    val size = PictureSize(still.format.width, still.format.height)
    Engine().use { engine ->
        val policy = Policy.fromToml(Files.readString(case.resolve("policy.toml")))
        SelfieSession(engine, policy, SessionRequest(nonce = "nonce", stillSize = size), listener).use { session ->
            play(session, Film(case.resolve("preview.y4m")), FrameFacts(), picture, still.format) { update, stillAt ->
                if (stillAt != null) add("end: ${update.ending?.ordinal} at $stillAt")
            }
            add("heard: $heard")
            session.verdict()?.checks?.forEach { add("${it.rule.ordinal} ${it.status.ordinal} ${it.measured}") }
            session.takeCapture()?.use { capture ->
                add("compliant: ${capture.compliant()}, ${capture.jpeg().size} bytes")
                add("receipt: ${capture.sign(Key()).substringBeforeLast('.')}")
            }
            session.release()
            try {
                session.tick(0)
            } catch (gone: SwafotoException.Released) {
                add("released")
            }
        }
        policy.close()
    }
    watchTheScreen(case)
    setLogger(LogLevel.ERROR, null)
}

/** A second of the film as a phone shows it, and back. */
private fun MutableList<String>.watchTheScreen(case: Path) {
    val policy = PolicyChoice.Toml(Files.readString(case.resolve("policy.toml")))
    val permission = Event.Permission(CameraPermission.GRANTED)
    val area = Event.LaidOut(PreviewArea(360f, 720f, 1f, true))
    val tell = { turn: Turn -> addAll(turnRecord(turn).lines().filter(String::isNotEmpty)) }
    SelfieFlow(FlowRequest(policy, SessionRequest(), listOf("id"), mapOf("screen.preparing" to "Own"))).use { flow ->
        for (event in listOf(permission, Event.Shown, area, Event.Opened(null))) tell(flow.tell(event, 0))
        val film = Film(case.resolve("preview.y4m"))
        for (index in 0 until film.framesPerSecond) {
            val frame = film.next() ?: break
            val at = index * 1_000_000_000L / film.framesPerSecond
            flow.frameYuv420(frame.y, frame.u, frame.v, film.format, FrameFacts(), at)?.let(tell)
        }
        tell(flow.tell(Event.Pressed(Action.LEAVE), 1_000_000_000))
        add("left: ${flow.takeOutcome() is Outcome.Cancelled}, ${pictureShapes(Picture.EARS).size} shapes")
    }
}
