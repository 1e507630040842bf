package swafoto.android

import android.content.Context
import kotlinx.coroutines.Dispatchers
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import swafoto.Case
import swafoto.android.session.SelfieController
import swafoto.android.session.SelfieScreen
import swafoto.hintName
import swafoto.ruleName
import swafoto.stateName
import java.security.MessageDigest

/** A camera's frames go through the controller to the end that the case says. */
@RunWith(AndroidRunner::class)
class SessionTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()

    private fun session(name: String, layout: Layout = Layout.PLANES) = FilmSession(context, name, layout)

    /** What a case calls the end. */
    private val SelfieResult?.ending: String get() = when (this) {
        is SelfieResult.Accepted -> "accepted"
        is SelfieResult.ForReview, is SelfieResult.Blocked -> "blocked"
        SelfieResult.TimedOut -> "timed-out"
        SelfieResult.CameraFailed -> "camera-failed"
        SelfieResult.Cancelled -> "cancelled"
        is SelfieResult.Failed -> reason
        else -> "$this"
    }

    @Test
    @Config(sdk = [35])
    fun everyFilmEndsAsItsCaseSays() {
        val cases = Case.all()
        assertTrue(cases.isNotEmpty())
        assertEquals("", cases.flatMap(::departures).joinToString("\n"))
    }

    /** In what a film went otherwise than its case says. */
    private fun departures(case: Case): List<String> = session(case.name).use { session ->
        session.play()
        if (session.result == null) session.controller.cancel()
        val updates = session.shown.filterIsInstance<SelfieScreen.Live>().map { it.guidance.update }
        val seen = updates.map { stateName(it.state) }
        // A session begins by searching, before any frame; one that is cancelled says no more.
        val all = listOf("searching") + seen + if (session.result == SelfieResult.Cancelled) listOf("exited") else emptyList()
        val states = all.filterIndexed { index, state -> state != all.getOrNull(index - 1) }
        val hints = updates.mapNotNull { update -> update.hint?.let(::hintName) }.toSet()
        val reasons = (session.result as? SelfieResult.Blocked)?.reasons.orEmpty().map(::ruleName)
        val (expected, actual) = listOf(
            listOf(case.expect.end, case.expect.states, case.expect.reasons.orEmpty(), setOf<String>(), setOf<String>(), null),
            listOf(
                session.result.ending,
                states,
                reasons,
                case.expect.hints.orEmpty().toSet() - hints,
                case.expect.never.orEmpty().toSet() intersect hints,
                "asked at ${session.asked} ns".takeUnless { case.expect.allowsQuestion(session.asked) },
            ),
        )
        expected.zip(actual).filter { (wanted, got) -> wanted != got }.map { (wanted, got) -> "${case.name}: $got, not $wanted" }
    }

    @Test
    fun thePhotoIsHandedOver() {
        for (layout in listOf(Layout.PLANES, Layout.PADDED_INTERLEAVED_LATER)) session("perfect", layout).use { session ->
            val result = session.play().result as SelfieResult.Accepted
            val photo = result.photo
            assertTrue(photo.width > 100 && photo.height > 100)
            assertEquals(listOf(0xFF.toByte(), 0xD8.toByte()), photo.jpeg.take(2))
            val digest = MessageDigest.getInstance("SHA-256").digest(photo.jpeg).joinToString("") { "%02x".format(it) }
            assertEquals(digest, photo.sha256)
            assertTrue(photo.receipt, "\"nonce\":\"nonce of perfect\"" in photo.receipt && digest in photo.receipt)
            assertFalse("no key was named", photo.signed)
            photo.close()
            assertTrue(photo.jpeg.all { it == 0.toByte() })
        }
    }

    @Test
    fun aRetakeBeginsWithTheReasonsOfLastTime() = session("retake").use { session ->
        session.play()
        val help = session.shown.filterIsInstance<SelfieScreen.Live>().first().guidance.update.help
        assertEquals(session.camera.case.request.retake, help.map(::ruleName))
        assertTrue(session.result is SelfieResult.Accepted)
    }

    @Test
    fun aStillThatFailsIsTakenAgain() {
        var failed = false
        val camera = { camera: FilmCamera ->
            if (failed) camera.deliverStill() else camera.tell { stillFailed() }.also { failed = true }
        }
        FilmSession(context, "perfect", deliverStill = camera).use { session ->
            session.play()
            val states = session.shown.filterIsInstance<SelfieScreen.Live>().map { stateName(it.guidance.update.state) }
            val afterwards = states.dropWhile { it != "verifying" }.dropWhile { it == "verifying" }
            assertEquals("guiding", afterwards.first())
        }
    }

    @Test
    fun anUnusablePolicyEndsWithTheReason() {
        val request = SelfieRequest(policy = PolicyChoice.Toml("id = \"nonsense\"\nunknown = 1\n"))
        val camera = FilmCamera(context, "perfect")
        val controller = SelfieController(request, camera::now, Dispatchers.Unconfined)
        controller.attach(camera)
        val result = (controller.screen.value as SelfieScreen.Finished).result as SelfieResult.Failed
        assertTrue(result.reason, "unknown" in result.reason)
        controller.close()
    }
}
