/** An app for R8 to shrink: it uses of the SDK whatever goes through JNA. */
package swafoto.shrunk

import swafoto.Engine
import swafoto.Film
import swafoto.FrameFacts
import swafoto.Key
import swafoto.LogLevel
import swafoto.LogSink
import swafoto.PictureSize
import swafoto.Policy
import swafoto.SelfieSession
import swafoto.SessionListener
import swafoto.SessionRequest
import swafoto.SwafotoException
import swafoto.Update
import swafoto.play
import swafoto.setLogger
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
    setLogger(LogLevel.ERROR, null)
}
