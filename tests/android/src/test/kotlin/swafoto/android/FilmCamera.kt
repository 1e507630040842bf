package swafoto.android

import android.content.Context
import android.view.View
import swafoto.Case
import swafoto.Film
import swafoto.PictureSize
import swafoto.Planes
import swafoto.Yuv420Format
import swafoto.android.camera.CameraFrame
import swafoto.android.camera.SelfieCamera
import swafoto.films
import swafoto.still

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

    override val preview = View(context)
    override val mirrored = true

    val running get() = events != null

    override fun open(events: SelfieCamera.Events) {
        openings += 1
        this.events = events
        events.opened(stillSize())
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
            val planes = film.next() ?: return false
            now = index++ * 1_000_000_000 / film.framesPerSecond
            val due = stillDue
            if (due != null) {
                if (now < due) continue
                stillDue = null
                now = due
                deliverStill(this)
            } else {
                frame(planes, film.format) { events.frame(it) }
            }
        }
        return true
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
