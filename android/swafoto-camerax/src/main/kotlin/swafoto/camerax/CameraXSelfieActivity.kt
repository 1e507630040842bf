package swafoto.camerax

import swafoto.android.activity.SelfieActivity
import swafoto.android.activity.TakeSelfie
import swafoto.android.camera.SelfieCamera

/** The whole screen, with CameraX. Opened by [TakeSelfieWithCameraX]. */
public class CameraXSelfieActivity : SelfieActivity() {
    override fun createCamera(): SelfieCamera = CameraXSelfieCamera(this)
}

/** "Just give me the photo": what an app registers. */
public class TakeSelfieWithCameraX : TakeSelfie(CameraXSelfieActivity::class.java)
