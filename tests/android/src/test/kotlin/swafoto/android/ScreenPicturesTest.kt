package swafoto.android

import android.app.Application
import android.content.Context
import android.content.res.Configuration
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import android.graphics.Rect
import android.view.ContextThemeWrapper
import android.view.View
import android.view.ViewGroup
import android.widget.Button
import android.widget.TextView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import swafoto.Event
import swafoto.Ink
import swafoto.Scene
import swafoto.android.view.SelfieTheme
import swafoto.android.view.SelfieView
import swafoto.root
import java.nio.file.Files
import java.util.Locale

/** The screen in every state, drawn by Android's own graphics into `target/android-test/screens`, to be looked at. */
@RunWith(AndroidRunner::class)
@Config(sdk = [35], qualifiers = "xhdpi")
class ScreenPicturesTest {
    private val application: Application get() = RuntimeEnvironment.getApplication()

    /** How a phone is held and set; its size in pixels, two a dp. */
    private class Look(
        val name: String,
        val language: String,
        val width: Int = 720,
        val height: Int = 1280,
        val change: Configuration.() -> Unit = {},
    )

    private fun context(look: Look): Context {
        val configuration = Configuration(application.resources.configuration).apply {
            setLocale(Locale.forLanguageTag(look.language))
            look.change(this)
        }
        return ContextThemeWrapper(application.createConfigurationContext(configuration), R.style.swafoto_screen)
    }

    /** What a view of this look shows of a session as it stands. */
    private fun view(session: FilmSession, look: Look): SelfieView {
        (session.camera.preview.parent as? ViewGroup)?.removeAllViews()
        session.camera.showFrame()
        session.controller.tell(Event.Language(listOf(look.language)))
        val context = context(look)
        val view = SelfieView(context, session.controller, session.camera, session)
        view.layoutDirection = context.resources.configuration.layoutDirection
        // The first lays it out, which the overlay follows.
        repeat(2) {
            view.draw(checkNotNull(session.controller.drawing.value))
            view.measure(exactly(look.width), exactly(look.height))
            view.layout(0, 0, look.width, look.height)
        }
        return view
    }

    private fun exactly(pixels: Int) = View.MeasureSpec.makeMeasureSpec(pixels, View.MeasureSpec.EXACTLY)

    private fun picture(view: View): Bitmap =
        Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888).also { view.draw(Canvas(it)) }

    private fun save(bitmap: Bitmap, name: String) {
        Files.createDirectories(folder)
        Files.newOutputStream(folder.resolve("$name.png")).use { bitmap.compress(Bitmap.CompressFormat.PNG, 100, it) }
    }

    /** All pictures on one, side by side at half their size. */
    private fun sheet(pictures: List<Bitmap>): Bitmap {
        val (width, height) = pictures.first().width / 2 to pictures.first().height / 2
        val columns = if (width < height) 8 else 4
        val sheet = Bitmap.createBitmap(columns * (width + GAP), (pictures.size + columns - 1) / columns * (height + GAP), Bitmap.Config.ARGB_8888)
        val canvas = Canvas(sheet)
        canvas.drawColor(Color.GRAY)
        pictures.forEachIndexed { index, picture ->
            val (left, top) = index % columns * (width + GAP) to index / columns * (height + GAP)
            canvas.drawBitmap(picture, null, Rect(left, top, left + width, top + height), android.graphics.Paint(android.graphics.Paint.FILTER_BITMAP_FLAG))
        }
        return sheet
    }

    private fun differences(one: Bitmap, other: Bitmap): Int {
        var count = 0
        for (y in 0 until one.height step 4) for (x in 0 until one.width step 4) {
            if (one.getPixel(x, y) != other.getPixel(x, y)) count += 1
        }
        return count
    }

    private fun View.parts(): List<View> =
        listOf(this) + if (this is ViewGroup) (0 until childCount).flatMap { getChildAt(it).parts() } else emptyList()

    private fun View.shows(): Boolean = visibility == View.VISIBLE && (parent as? View)?.shows() != false

    /** What is wrong with the texts and buttons of a view. */
    private fun faults(view: SelfieView): List<String> = view.parts().filterIsInstance<TextView>().filter { it.shows() && it.text.isNotEmpty() }
        .flatMap { text ->
            val seen = Rect()
            val visible = text.getGlobalVisibleRect(seen)
            val lines = (0 until text.layout.lineCount).map { text.text.subSequence(text.layout.getLineStart(it), text.layout.getLineEnd(it)) }
            listOfNotNull(
                "letters are cut off".takeIf { text.layout.height + text.paddingTop + text.paddingBottom > text.height },
                "a word is broken".takeIf { lines.dropLast(1).any { line -> !line.endsWith(' ') && !line.endsWith('-') && !line.endsWith('/') } },
                "the button is not all seen".takeIf { text is Button && !(visible && seen.height() == text.height && seen.width() == text.width) },
                "the button is lower than 48 dp".takeIf { text is Button && text.height < 96 },
                "not even a line is seen".takeIf { text.id == R.id.swafoto_question && seen.height() < text.lineHeight },
                "it touches the edge".takeIf { visible && (seen.left < 16 || seen.right > view.width - 16) },
            ).map { "$it: ${text.text}" }
        }

    @Test
    fun everyStateFitsEveryLookAndIsUnlikeAnyOther() {
        val pictures = looks.associateWith { mutableListOf<Bitmap>() }
        val faults = mutableListOf<String>()
        for (state in ScreenState.all) {
            var session = state.open(application)
            for (look in looks) {
                // What is over changes its language no more.
                if (session.result != null) session = session.use { state.open(application, look.language) }
                val view = view(session, look)
                faults += faults(view).map { "${state.name}, ${look.name}: $it" }
                pictures.getValue(look) += picture(view)
            }
            session.close()
        }
        for ((look, drawn) in pictures) save(sheet(drawn), look.name)
        assertEquals("", faults.joinToString("\n"))
        val names = ScreenState.all.map { it.name }
        val (first, others) = looks.first() to looks.drop(1)
        for ((index, one) in pictures.getValue(first).withIndex()) for (other in index + 1 until names.size) {
            if (setOf(names[index], names[other]) in alike) continue
            assertTrue("${names[index]} and ${names[other]}", differences(one, pictures.getValue(first)[other]) > 30)
        }
        for (look in others.filter { it.width == first.width }) {
            val changed = pictures.getValue(first).zip(pictures.getValue(look)).count { (one, other) -> differences(one, other) > 30 }
            assertEquals(look.name, names.size, changed)
        }
    }

    @Test
    fun theQuestionCanBeAnsweredInEveryWindow() {
        val state = ScreenState.all.first { it.name == "question" }
        val faults = mutableListOf<String>()
        state.open(application).use { session ->
            for (look in looks) for ((form, size) in mapOf("upright" to (720 to 1280), "split" to (720 to 560), "wide" to (1280 to 720))) {
                val shaped = Look("question-$form-${look.name}", look.language, size.first, size.second, look.change)
                val view = view(session, shaped)
                save(picture(view), shaped.name)
                faults += faults(view).map { "${shaped.name}: $it" }
            }
        }
        assertEquals("", faults.joinToString("\n"))
    }

    @Test
    fun theDrawnOutlineLiesOnTheFace() = ScreenState("holding") { playTo(Scene.HOLDING) }.open(application).use { session ->
        val bitmap = picture(view(session, looks.first()))
        val ring = session.controller.drawing.value!!.overlay.first { it.ink == Ink.WHITE }.contours.single()
        val white = ring.count { (x, y) -> bitmap.getPixel(x.toInt().coerceIn(0, 719), y.toInt().coerceIn(0, 1279)) == Color.WHITE }
        assertTrue("$white of ${ring.size}", white >= ring.size * 9 / 10)
    }

    @Test
    fun textStandsOutByDayAndByNight() {
        val themes = listOf(looks.first(), looks.first { it.name == "dark" }).map { SelfieTheme.of(context(it)) }
        for (theme in themes) {
            // WCAG 2.2, level AAA.
            val pairs = listOf(theme.text to theme.surface, theme.accent to theme.surface, theme.buttonText to theme.button)
            for ((one, other) in pairs) assertTrue("${contrast(one, other)}", contrast(one, other) >= 7)
            assertEquals(255, Color.alpha(theme.surface))
        }
        assertNotEquals(themes[0], themes[1])
    }

    private fun contrast(one: Int, other: Int): Float {
        val (light, dark) = listOf(one, other).map { Color.luminance(it) }.sortedDescending()
        return (light + 0.05f) / (dark + 0.05f)
    }

    private companion object {
        const val GAP = 8
        val folder = root.resolve("target/android-test/screens")

        fun Configuration.dark() {
            uiMode = (uiMode and Configuration.UI_MODE_NIGHT_MASK.inv()) or Configuration.UI_MODE_NIGHT_YES
        }

        val looks = listOf(
            Look("indonesian", "id"),
            Look("english", "en"),
            Look("javanese", "jv-x-draft"),
            Look("dark", "id") { dark() },
            Look("dark-english", "en") { dark() },
            Look("large", "id") { fontScale = 2f },
            Look("large-english", "en") { fontScale = 2f },
            Look("wide", "id", 1280, 720),
            Look("wide-english", "en", 1280, 720),
            Look("right-to-left", "id") { setLayoutDirection(Locale.forLanguageTag("ar")) },
        )

        /** Another app has the camera, for good or for a while: both say the same. */
        val alike = setOf(setOf("problem-in_use", "interrupted-used_by_another"))
    }
}
