package swafoto.android

import android.content.Context
import android.graphics.Bitmap
import android.graphics.Matrix
import swafoto.Case
import swafoto.Film
import swafoto.PictureSize
import swafoto.Planes
import swafoto.Yuv420Format
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.SelfieCamera
import swafoto.films
import swafoto.still
import java.io.ByteArrayOutputStream

/**
 * A camera that plays a film of `tests/cases`, as `tests/src/drive.rs` says: a still comes 0.12 s after it was asked for, and
 * the frames of that time are lost. Its clock is the film's.
 */
class FilmCamera(
    context: Context,
    name: String,
    private val layout: Layout = Layout.PLANES,
    private val deliverStill: (FilmCamera) -> Unit = FilmCamera::deliverStill,
) : SelfieCamera {
    val case: Case = Case.named(name)
    private val film = Film(films.resolve(name).resolve("preview.y4m"))
    private val stillFilm = still(name)
    private var index = 0L
    private var stillDue: Long? = null
    private var events: SelfieCamera.Events? = null

    /** Nanoseconds since the film began. */
    @Volatile var now = 0L
        private set

    /** How often it was opened and closed. */
    var openings = 0
        private set
    var closings = 0
        private set

    override val preview = FilmPreview(context)
    override val mirrored = true

    val running get() = events != null

    /** Whether it says so when it was opened; a few never do. */
    var opens = true

    /** Hears how much time passes between frames, in nanoseconds. */
    var onTime: (Long) -> Unit = {}

    /** Does what the person does before a frame. */
    var onFrame: () -> Unit = {}
    private var latest: Planes? = null

    override fun open(events: SelfieCamera.Events) {
        openings += 1
        this.events = events
        if (opens) events.opened(stillSize())
    }

    override fun takeStill() {
        stillDue = now + SHUTTER_NS
    }

    override fun close() {
        if (events != null) closings += 1
        events = null
        stillDue = null
    }

    /** What Android tells of the camera. */
    fun tell(news: SelfieCamera.Events.() -> Unit) = checkNotNull(events) { "the camera is closed" }.news()

    /** Plays on until `enough`, the film's end or the camera's closing; says whether it was enough. */
    fun playUntil(enough: () -> Boolean): Boolean {
        while (!enough()) {
            val events = events ?: return false
            val planes = film.next()
            if (planes == null) {
                // A still that is due when the film is over is delivered all the same.
                val due = stillDue ?: return false
                stillDue = null
                onTime(due - now)
                now = due
                deliverStill(this)
                continue
            }
            latest = planes
            val before = now
            now = maxOf(now, index++ * 1_000_000_000 / film.framesPerSecond)
            onTime(now - before)
            val due = stillDue
            if (due != null) {
                if (now < due) continue
                stillDue = null
                val (frameTime, stillTime) = now to due
                now = stillTime
                deliverStill(this)
                now = frameTime
                // What came of the still may have ended it.
                if (this.events !== events || enough()) continue
            }
            onFrame()
            frame(planes, film.format) { events.frame(it) }
        }
        return true
    }

    /** Lets time pass in which the camera delivers nothing. */
    fun pass(nanoseconds: Long) {
        now += nanoseconds
    }

    /** Shows the latest frame in [preview]. */
    fun showFrame() = latest?.let { preview.show(it, film.format.width.toInt(), film.format.height.toInt()) } ?: Unit

    /** The still, lying so that it must be turned by `turnedBy` degrees clockwise to stand as the film has it. */
    fun stillAsJpeg(turnedBy: Int = 0): ByteArray {
        val (planes, format) = stillFilm
        val upright = bitmapOf(planes, format.width.toInt(), format.height.toInt())
        val turn = Matrix().apply { postRotate(-turnedBy.toFloat()) }
        val file = ByteArrayOutputStream()
        Bitmap.createBitmap(upright, 0, 0, upright.width, upright.height, turn, true)
            .compress(Bitmap.CompressFormat.JPEG, 95, file)
        return file.toByteArray()
    }

    fun deliverStill() = frame(stillFilm.first, stillFilm.second) { frame -> tell { still(frame) } }

    private fun frame(planes: Planes, format: Yuv420Format, deliver: (CameraFrame) -> Unit) {
        // The film is stored turned by the case's own rotation already; a plain layout is what the film has.
        val image = FakeImage.yuv(planes, format, layout, 0)
        deliver(CameraFrame.of(image, case.rotation, case.mirrored))
        image.close()
    }

    private fun stillSize(): PictureSize {
        val format = stillFilm.second
        return if (case.rotation % 180 == 0) PictureSize(format.width, format.height) else PictureSize(format.height, format.width)
    }

    private companion object {
        const val SHUTTER_NS = 120_000_000L
    }
}
