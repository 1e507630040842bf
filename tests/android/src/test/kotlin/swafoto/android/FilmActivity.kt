package swafoto.android

import org.robolectric.shadows.ShadowSystemClock
import swafoto.android.activity.SelfieActivity
import swafoto.android.camera.SelfieCamera
import java.time.Duration

/** The whole screen, with a film for a camera. */
class FilmActivity : SelfieActivity() {
    lateinit var camera: FilmCamera
        private set

    override fun createCamera(): SelfieCamera = FilmCamera(this, "perfect") { it.deliverStill() }.also {
        camera = it
        // The controller looks at Android's clock, which stands still under Robolectric.
        it.onTime = { nanoseconds -> ShadowSystemClock.advanceBy(Duration.ofNanos(nanoseconds)) }
    }
}
