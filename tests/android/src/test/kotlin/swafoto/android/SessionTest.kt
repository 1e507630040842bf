package swafoto.android

import android.content.Context
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import swafoto.Case
import swafoto.Event
import swafoto.Haptic
import swafoto.PolicyChoice
import swafoto.Scene
import swafoto.root
import swafoto.ruleName
import java.nio.file.Files
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
        SelfieResult.NoUsablePhoto -> "camera-failed"
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
        val result = session.playAndLeave()
        val reasons = (result as? SelfieResult.Blocked)?.reasons.orEmpty().map(::ruleName)
        listOf(
            case.expect.end to result.ending,
            case.expect.reasons.orEmpty() to reasons,
            null to "asked at ${session.asked} ns".takeUnless { case.expect.allowsQuestion(session.asked) },
            listOf(result) to session.finished,
            // Kotlin's own half changes nothing of what the core shows.
            Files.readString(root.resolve("tests/screens/films/${case.name}.txt")) to session.record,
        ).filter { (wanted, got) -> wanted != got }.map { (wanted, got) -> "${case.name}: $got, not $wanted" }
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
        val first = session.screens.first { it.showsCamera }
        assertEquals(session.camera.case.request.retake.size, first.cards.size)
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
            val scenes = session.screens.map { it.scene }
            val afterwards = scenes.dropWhile { it != Scene.VERIFYING }.dropWhile { it == Scene.VERIFYING }
            assertEquals(Scene.GUIDING, afterwards.first())
        }
    }

    @Test
    fun whatIsDoneAndFeltIsToldOnceAndInOrder() = session("perfect").use { session ->
        session.play()
        assertEquals(listOf(Haptic.HOLD, Haptic.DONE), session.felt)
        assertEquals(session.said.size, session.said.map { it.text }.distinct().size)
        assertEquals(session.turns.indices.map { index -> (index + 1).toULong() }, session.turns.map { it.serial })
        assertEquals(listOf(Scene.PREPARING, Scene.SEARCHING), session.steps.map { it.scene }.take(2))
        assertTrue("${session.steps}", session.steps.any { it.scene == Scene.HOLDING && it.lastedMs > 0UL })
    }

    @Test
    fun anUnusablePolicyEndsWithTheReason() {
        val nonsense = PolicyChoice.Toml("id = \"nonsense\"\nunknown = 1\n")
        FilmSession(context, "perfect", change = { copy(policy = nonsense) }).use { session ->
            session.show()
            assertEquals(Scene.ENDED, session.scene)
            session.controller.tell(Event.Back)
            val result = session.result as SelfieResult.Failed
            assertTrue(result.reason, "unknown" in result.reason)
        }
    }
}
