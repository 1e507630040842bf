package swafoto.android

import android.content.Context
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import swafoto.CoveringText
import swafoto.Hint
import swafoto.Language
import swafoto.RuleId
import swafoto.State
import swafoto.Update
import swafoto.android.guidance.Announcement
import swafoto.android.guidance.Announcer
import swafoto.android.guidance.Haptic
import swafoto.android.guidance.Words
import swafoto.android.guidance.timings
import swafoto.android.session.Guidance
import swafoto.android.session.SelfieScreen
import swafoto.hintText

/** What is said and felt: each thing once. */
@RunWith(AndroidRunner::class)
@Config(sdk = [35])
class AnnouncerTest {
    private val words = Words(Language.INDONESIAN)
    private val announcer = Announcer(words)

    private fun guidance(state: State, hint: Hint?, help: List<RuleId>, asks: Boolean) = Guidance(
        Update(
            state = state,
            hint = hint,
            progress = 0f,
            capture = false,
            outline = emptyList(),
            ran = emptyList(),
            askCovering = asks,
            help = help,
            ending = null,
            reasons = emptyList(),
        ),
        480,
        640,
    )

    private fun hear(state: State, hint: Hint?, help: List<RuleId> = emptyList(), asks: Boolean = false) =
        announcer.hear(guidance(state, hint, help, asks))

    @Test
    fun aHintIsAnnouncedOnceWhileItStays() {
        val said = hear(State.GUIDING, Hint.REMOVE_GLASSES)
        assertEquals(Announcement(hintText(Hint.REMOVE_GLASSES, Language.INDONESIAN), null), said)
        repeat(30) { assertNull(hear(State.GUIDING, Hint.REMOVE_GLASSES)) }
        assertNull("a frame without a hint is no news", hear(State.GUIDING, null))
        assertNull("nor is the same hint after it", hear(State.GUIDING, Hint.REMOVE_GLASSES))
        assertEquals(words.of(Hint.SHOW_EARS), hear(State.GUIDING, Hint.SHOW_EARS)?.text)
        assertEquals(words.of(Hint.REMOVE_GLASSES), hear(State.GUIDING, Hint.REMOVE_GLASSES)?.text)
    }

    @Test
    fun whatWasSaidBeforeSomethingElseIsSaidAgain() {
        val help = listOf(RuleId.NO_EYEWEAR)
        val said = hear(State.GUIDING, Hint.REMOVE_GLASSES, help)
        announcer.forget()
        assertEquals(said, hear(State.GUIDING, Hint.REMOVE_GLASSES, help))
        hear(State.ACCEPTED, null)
        announcer.forget()
        assertNull("what was felt is not felt again", hear(State.ACCEPTED, null))
    }

    @Test
    fun closerHoldAndDoneAreFeltApart() {
        assertEquals(Haptic.CLOSER, hear(State.GUIDING, Hint.MOVE_CLOSER)?.haptic)
        assertNull(hear(State.GUIDING, Hint.MOVE_CLOSER))
        assertEquals(Haptic.HOLD, hear(State.HOLDING, Hint.STAY_LIKE_THAT)?.haptic)
        assertNull(hear(State.HOLDING, Hint.STAY_LIKE_THAT))
        assertEquals(Haptic.DONE, hear(State.ACCEPTED, null)?.haptic)
        for (one in Haptic.entries) for (other in Haptic.entries) if (one != other) {
            assertNotEquals("$one $other", one.timings.toList(), other.timings.toList())
            assertNotEquals("$one $other", one.timings.size to one.timings.max(), other.timings.size to other.timings.max())
        }
    }

    @Test
    fun aNewHoldIsFeltAgain() {
        hear(State.HOLDING, Hint.STAY_LIKE_THAT)
        hear(State.GUIDING, null)
        assertEquals(Announcement(null, Haptic.HOLD), hear(State.HOLDING, Hint.STAY_LIKE_THAT))
    }

    @Test
    fun helpIsExplainedOnce() {
        val help = listOf(RuleId.NO_EYEWEAR, RuleId.SHARPNESS)
        val said = hear(State.GUIDING, Hint.REMOVE_GLASSES, help)?.text
        assertEquals(listOf(words.of(Hint.REMOVE_GLASSES), words.of(help[0]), words.of(help[1])), said?.lines())
        assertNull(hear(State.GUIDING, Hint.REMOVE_GLASSES, help))
    }

    @Test
    fun theQuestionIsAskedOnceBesideTheHint() {
        val question = words.of(CoveringText.QUESTION)
        val hat = words.of(Hint.REMOVE_HAT)
        val first = hear(State.GUIDING, Hint.REMOVE_HAT, asks = true)
        assertEquals(Announcement(hat, null, question), first)
        assertEquals(listOf(hat, question), first?.spoken?.lines())
        repeat(30) { assertNull(hear(State.GUIDING, Hint.REMOVE_HAT, asks = true)) }
        assertEquals("guidance goes on", words.of(Hint.MOVE_CLOSER), hear(State.GUIDING, Hint.MOVE_CLOSER, asks = true)?.spoken)
        assertNull("answered", hear(State.GUIDING, Hint.MOVE_CLOSER))
        hear(State.GUIDING, Hint.REMOVE_HAT)
        announcer.forget()
        assertEquals("after something else was said", first, hear(State.GUIDING, Hint.REMOVE_HAT, asks = true))
    }

    @Test
    fun theHintToAnswerIsNotRepeatedBesideTheQuestion() {
        val question = words.of(CoveringText.QUESTION)
        assertEquals(words.of(Hint.ASK_COVERING), hear(State.GUIDING, Hint.ASK_COVERING)?.text)
        val asked = hear(State.GUIDING, Hint.ASK_COVERING, asks = true)
        assertEquals("the hint goes", Announcement("", null, question), asked)
        assertEquals(question, asked?.spoken)
        assertNull(hear(State.GUIDING, Hint.ASK_COVERING, asks = true))
        assertEquals(words.of(Hint.LIFT_CHIN), hear(State.GUIDING, Hint.LIFT_CHIN, asks = true)?.text)
        val again = hear(State.GUIDING, Hint.ASK_COVERING, asks = true)
        assertEquals("what no longer holds goes", Announcement("", null), again)
        assertNull(again?.spoken)
        assertNull("the answer was just given", hear(State.GUIDING, Hint.ASK_COVERING))
        assertEquals(words.of(Hint.LIFT_CHIN), hear(State.GUIDING, Hint.LIFT_CHIN)?.text)
    }

    @Test
    fun theEndIsFeltThoughItsLastFrameWasMissed() {
        hear(State.VERIFYING, Hint.TAKING_PHOTO)
        val photo = SelfiePhoto(ByteArray(0), 1, 1, "", "", false)
        assertEquals(Haptic.DONE, announcer.hear(SelfieResult.Accepted(photo))?.haptic)
        assertNull(announcer.hear(SelfieResult.Accepted(photo)))
        assertNull(announcer.hear(SelfieResult.Blocked(emptyList())))
    }

    @Test
    fun aWholeFilmCanBeFollowedByEar() {
        val context: Context = RuntimeEnvironment.getApplication()
        FilmSession(context, "glasses-off").use { session ->
            session.play()
            val heard = session.shown.filterIsInstance<SelfieScreen.Live>().mapNotNull { announcer.hear(it.guidance) }
            val texts = heard.mapNotNull { it.text }
            assertTrue("$texts", words.of(Hint.REMOVE_GLASSES) in texts)
            assertTrue("$texts", texts.zipWithNext().none { (before, after) -> before == after })
            assertEquals(listOf(Haptic.HOLD, Haptic.DONE), heard.mapNotNull { it.haptic }.takeLast(2))
        }
    }
}
