package swafoto.android

import android.Manifest
import android.app.Application
import android.content.Context
import android.content.res.Configuration
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Rect
import android.view.ContextThemeWrapper
import android.view.View
import android.widget.Button
import android.widget.TextView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import swafoto.Hint
import swafoto.State
import swafoto.android.camera.CameraPermission
import swafoto.android.camera.CameraProblem
import swafoto.android.session.SelfieScreen
import swafoto.android.view.SelfieView
import swafoto.root
import java.nio.file.Files
import java.util.Locale

/** The screen in every state, drawn by Android's own graphics into `target/android-test/screens`, to be looked at. */
@RunWith(AndroidRunner::class)
@Config(sdk = [35], qualifiers = "xhdpi")
class ScreenPicturesTest {
    private val application: Application get() = RuntimeEnvironment.getApplication()

    @Before
    fun permit() = shadowOf(application).grantPermissions(Manifest.permission.CAMERA)

    private val host = object : SelfieView.Host {
        override fun askForCamera() = Unit

        override fun openSettings() = Unit

        override fun finished(result: SelfieResult) = Unit
    }

    /** A screen that plays a film, as large as a cheap phone's. */
    private inner class Screen(
        film: String,
        width: Int = 720,
        height: Int = 1280,
        asking: Boolean = false,
        change: Configuration.() -> Unit = {},
    ) : AutoCloseable {
        private val context = context(change)
        val session = FilmSession(context, film, change = { if (asking) askingAtOnce() else this })
        val view = SelfieView(context, session.controller, session.camera, host)
        private val size = width to height

        init {
            view.layoutDirection = context.resources.configuration.layoutDirection
            view.start()
        }

        val update get() = (session.screen as SelfieScreen.Live).guidance.update

        fun playTo(hint: Hint) = assertTrue("never $hint", session.camera.playUntil { live && update.hint == hint })

        private val live get() = session.screen is SelfieScreen.Live

        fun playToQuestion() = assertTrue("never asked", session.camera.playUntil { session.screen.asks })

        fun picture(name: String): Bitmap {
            shadowOf(android.os.Looper.getMainLooper()).idle()
            session.camera.showFrame()
            val (width, height) = size
            view.measure(exactly(width), exactly(height))
            view.layout(0, 0, width, height)
            val bitmap = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
            view.draw(Canvas(bitmap))
            Files.createDirectories(folder)
            Files.newOutputStream(folder.resolve("$name.png")).use { bitmap.compress(Bitmap.CompressFormat.PNG, 100, it) }
            return bitmap
        }

        private fun exactly(pixels: Int) = View.MeasureSpec.makeMeasureSpec(pixels, View.MeasureSpec.EXACTLY)

        override fun close() {
            view.close()
            session.close()
        }
    }

    private fun context(change: Configuration.() -> Unit): Context {
        val configuration = Configuration(application.resources.configuration).apply {
            setLocale(Locale.forLanguageTag("id-ID"))
            change()
        }
        return ContextThemeWrapper(application.createConfigurationContext(configuration), R.style.swafoto_screen)
    }

    /** Pixels in which two pictures differ. */
    private fun differences(one: Bitmap, other: Bitmap): Int {
        assertEquals(one.width to one.height, other.width to other.height)
        var count = 0
        for (y in 0 until one.height step 2) for (x in 0 until one.width step 2) {
            if (one.getPixel(x, y) != other.getPixel(x, y)) count += 1
        }
        return count
    }

    @Test
    fun everyStateOfASessionLooksDifferent() {
        val pictures = mutableMapOf<String, Bitmap>()
        Screen("glasses-off").use { screen ->
            pictures["preparing"] = screen.picture("preparing")
            screen.playTo(Hint.REMOVE_GLASSES)
            pictures["guiding"] = screen.picture("guiding")
        }
        Screen("perfect").use { screen ->
            screen.session.playTo(State.HOLDING)
            assertTrue(screen.session.camera.playUntil { screen.update.progress > 0.5 })
            pictures["holding"] = screen.picture("holding")
            screen.session.playTo(State.VERIFYING)
            pictures["verifying"] = screen.picture("verifying")
            screen.session.play()
            pictures["accepted"] = screen.picture("accepted")
        }
        Screen("timed-out").use { screen ->
            screen.session.playTo(State.SEARCHING)
            pictures["searching"] = screen.picture("searching")
        }
        Screen("never-compliant").use { screen ->
            screen.session.play()
            pictures["blocked"] = screen.picture("blocked")
        }
        Screen("light-on").use { screen ->
            screen.playTo(Hint.MORE_LIGHT)
            pictures["more-light"] = screen.picture("more-light")
        }
        Screen("hat-off", asking = true).use { screen ->
            screen.playToQuestion()
            pictures["question"] = screen.picture("question")
        }
        val names = pictures.keys.toList()
        for ((index, one) in names.withIndex()) for (other in names.drop(index + 1)) {
            assertTrue("$one and $other", differences(pictures.getValue(one), pictures.getValue(other)) > 500)
        }
    }

    @Test
    fun whatStandsInTheWayIsSaid() {
        val pictures = CameraProblem.entries.associate { problem ->
            Screen("perfect").use { screen ->
                screen.session.camera.tell { problem(problem) }
                problem.name to screen.picture("problem-${problem.name.lowercase()}")
            }
        } + CameraPermission.entries.filter { it != CameraPermission.GRANTED }.associate { permission ->
            Screen("perfect").use { screen ->
                screen.session.controller.permission(permission)
                permission.name to screen.picture("permission-${permission.name.lowercase()}")
            }
        }
        val same = setOf(CameraPermission.UNKNOWN.name, CameraPermission.DENIED.name)
        for ((one, first) in pictures) for ((other, second) in pictures) {
            if (one == other || setOf(one, other) == same) continue
            assertTrue("$one and $other", differences(first, second) > 100)
        }
    }

    @Test
    fun theScreenFitsEveryConfiguration() {
        val pictures = changes.mapValues { (name, change) -> picture("configuration-$name", 720, 1280, change) }
        for ((name, picture) in pictures) if (name != "plain") {
            assertTrue(name, differences(pictures.getValue("plain"), picture) > 100)
        }
        for ((name, size) in mapOf("split-screen" to (720 to 560), "landscape" to (1280 to 720))) {
            val (width, height) = size
            val picture = picture(name, width, height) {}
            // The text is white and opaque, and much higher than a line of the outline; the eyes are not covered by it.
            val longest = (0 until height * 2 / 3).fold(0 to 0) { (longest, run), y ->
                val now = if (picture.getPixel(width / 2, y) == Color.WHITE) run + 1 else 0
                maxOf(longest, now) to now
            }.first
            assertTrue("$name: $longest", longest < 20)
        }
    }

    private fun picture(name: String, width: Int, height: Int, change: Configuration.() -> Unit): Bitmap =
        Screen("glasses-off", width, height, change = change).use { screen ->
            screen.playTo(Hint.REMOVE_GLASSES)
            screen.picture(name)
        }

    @Test
    fun theQuestionFitsEveryConfiguration() {
        val sizes = mapOf("" to (720 to 1280), "-split-screen" to (720 to 560), "-landscape" to (1280 to 720))
        for ((form, size) in sizes) for ((name, change) in changes) {
            val (width, height) = size
            Screen("hat-off", width, height, asking = true, change = change).use { screen ->
                screen.playToQuestion()
                val name = "question-$name$form"
                screen.picture(name)
                val texts = listOf(R.id.swafoto_question, R.id.swafoto_question_yes, R.id.swafoto_question_no)
                for (text in texts.map { screen.view.findViewById<TextView>(it)!! }) {
                    val seen = Rect()
                    assertTrue(name, text.getGlobalVisibleRect(seen))
                    // Within card and margin, 16 dp each.
                    assertTrue("$name: $seen", seen.left >= 64 && seen.right <= width - 64 && seen.bottom <= height - 64)
                    if (text is Button) {
                        assertEquals("$name: all of the button", text.height to text.width, seen.height() to seen.width())
                        // 48 dp at two pixels each.
                        assertTrue("$name: ${text.height}", text.height >= 96)
                        val lines = (0 until text.layout.lineCount).map { text.text.subSequence(0, text.layout.getLineEnd(it)) }
                        assertTrue("$name: no letter is cut off", text.layout.height <= text.height)
                        assertTrue("$name: no word is broken", lines.dropLast(1).all { it.endsWith(' ') })
                    } else {
                        assertTrue("$name: ${seen.height()}", seen.height() >= text.lineHeight)
                    }
                }
            }
        }
    }

    @Test
    fun theDrawnOutlineLiesOnTheFace() = Screen("perfect").use { screen ->
        screen.session.playTo(State.HOLDING)
        val bitmap = screen.picture("outline")
        val guidance = (screen.session.screen as SelfieScreen.Live).guidance
        // By hand: 480 x 640 fills 720 x 1280 at twice the size, 120 pixels cut off at each side, and mirrored.
        val white = guidance.update.outline.count { point ->
            val (x, y) = (2 * (480 - point.x) - 120).toInt() to (2 * point.y).toInt()
            x in 0 until 720 && y in 0 until 1280 && bitmap.getPixel(x, y) == Color.WHITE
        }
        assertTrue("$white of ${guidance.update.outline.size}", white >= guidance.update.outline.size * 9 / 10)
    }

    @Test
    fun textStandsOutByDayAndByNight() {
        for (night in listOf(Configuration.UI_MODE_NIGHT_NO, Configuration.UI_MODE_NIGHT_YES)) {
            val context = context { uiMode = (uiMode and Configuration.UI_MODE_NIGHT_MASK.inv()) or night }
            val contrast = contrast(context.getColor(R.color.swafoto_text), context.getColor(R.color.swafoto_panel))
            // WCAG 2.2, level AAA.
            assertTrue("$contrast", contrast >= 7)
            assertEquals(255, Color.alpha(context.getColor(R.color.swafoto_panel)))
        }
        assertNotEquals(
            context {}.getColor(R.color.swafoto_panel),
            context { uiMode = Configuration.UI_MODE_NIGHT_YES }.getColor(R.color.swafoto_panel),
        )
    }

    private fun contrast(one: Int, other: Int): Float {
        val (light, dark) = listOf(one, other).map { Color.luminance(it) }.sortedDescending()
        return (light + 0.05f) / (dark + 0.05f)
    }

    private companion object {
        val folder = root.resolve("target/android-test/screens")

        val changes = mapOf<String, Configuration.() -> Unit>(
            "plain" to {},
            "dark" to { uiMode = (uiMode and Configuration.UI_MODE_NIGHT_MASK.inv()) or Configuration.UI_MODE_NIGHT_YES },
            "large-font" to { fontScale = 2f },
            "right-to-left" to { setLocale(Locale.forLanguageTag("ar")) },
            "english" to { setLocale(Locale.forLanguageTag("en")) },
        )
    }
}
