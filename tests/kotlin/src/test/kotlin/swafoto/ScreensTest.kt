package swafoto

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import java.nio.ByteBuffer
import java.nio.file.Files

/** What the phone shows of every film and in every state is what `tests/screens` says, seen from Kotlin. */
class ScreensTest {
    private val screens = root.resolve("tests/screens")

    @ParameterizedTest(name = "{0}")
    @MethodSource("swafoto.Shared#cases")
    fun aFilmShowsWhatItShould(case: Case) {
        assertEquals(Files.readString(screens.resolve("films/${case.name}.txt")), watch(case))
    }

    @Test
    fun everyStateShowsWhatItShould() {
        assertEquals(Files.readString(screens.resolve("states.txt")), play(Files.readAllLines(screens.resolve("states.script"))))
    }

    private fun watch(case: Case): String {
        val (still, stillFormat) = still(case.name)
        val request = FlowRequest(
            policy = PolicyChoice.Toml(case.policyText()),
            session = SessionRequest(
                retake = case.request.retake.map { name -> RuleId.entries.first { ruleName(it) == name } },
                declaredCovering = case.request.declared_covering,
            ),
            languages = listOf("id"),
        )
        return Phone(request).use { phone ->
            phone.tell(Event.Permission(CameraPermission.GRANTED), 0)
            phone.tell(Event.Shown, 0)
            phone.tell(Event.LaidOut(PreviewArea(360f, 720f, 1f, true)), 0)
            phone.tell(Event.Opened(upright(stillFormat, case.rotation)), 0)
            val end = Film(films.resolve(case.name).resolve("preview.y4m")).use { film ->
                run(phone, case, film, still, stillFormat)
            }
            if (phone.waits) phone.tell(Event.Pressed(Action.LEAVE), end)
            else if (!phone.over) phone.tell(Event.Cancelled, end)
            phone.record
        }
    }

    /** Plays the film until it is over, or has to be read. Returns the time. */
    private fun run(phone: Phone, case: Case, film: Film, still: Planes, stillFormat: Yuv420Format): Long {
        var index = 0L
        var busyUntil = 0L
        var openSince: Long? = null
        var now = 0L
        while (!phone.over && !phone.waits) {
            val frame = film.next() ?: break
            now = index++ * 1_000_000_000 / film.framesPerSecond
            if (now < busyUntil) continue
            val (covered, since) = case.request.covers_head to openSince
            if (covered != null && since != null && now - since >= READING_NS) phone.tell(Event.Answered(covered), now)
            phone.flow.frameYuv420(frame.y, frame.u, frame.v, film.format, case.facts(), now)?.let(phone::take)
            openSince = if (phone.asks) openSince ?: now else null
            if (!phone.takeWish()) continue
            busyUntil = now + SHUTTER_NS
            phone.tell(Event.StillTaken, busyUntil)
            phone.take(phone.flow.stillYuv420(still.y, still.u, still.v, stillFormat, case.facts(), busyUntil))
        }
        return maxOf(now, busyUntil)
    }

    private fun play(script: List<String>): String {
        val black = ByteBuffer.allocateDirect(3 * 96 * 128)
        val format = PackedFormat(PackedLayout.RGB, 96u, 128u, 288u)
        val interval = tickIntervalMs().toLong()
        val states = mutableListOf<String>()
        var phone: Phone? = null
        var now = 0L
        val end = { phone?.use { states += it.record } }
        for (line in script) {
            if (line.isEmpty() || line.startsWith("#")) continue
            if (line.startsWith("=")) {
                end()
                phone = Phone(FlowRequest(PolicyChoice.Standard, SessionRequest(), listOf("id"))).also { it.note(line) }
                now = 0
                continue
            }
            val running = checkNotNull(phone) { "$line comes before any state" }
            running.note("> $line")
            val milliseconds = line.substringAfter(' ').toLongOrNull()
            when {
                line.startsWith("wait ") -> repeat((milliseconds!! / interval).toInt()) {
                    now += interval * 1_000_000
                    running.tell(Event.Tick, now)
                }
                line.startsWith("black ") -> repeat((milliseconds!! / 50).toInt()) {
                    now += 50_000_000
                    running.flow.framePacked(black, format, FrameFacts(), now)?.let(running::take)
                }
                else -> running.tell(checkNotNull(probeEvent(line)) { "`$line` is no event" }, now)
            }
        }
        end()
        return states.joinToString("\n")
    }
}
