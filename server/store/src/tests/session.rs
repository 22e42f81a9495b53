use super::{actor, company};
use crate::{
    job,
    session::{self, Session},
};
use jiff::SignedDuration;

#[tokio::test]
async fn sessions_expire_end_and_are_forgotten() {
    let (store, _) = company().await;
    let (mira, nadia) = (actor(&store, "Mira Solberg").await, actor(&store, "Nadia Perić").await);
    let until = |hours| Session {
        person: Some(mira.id()),
        data: "{}".into(),
        agent: "Firefox".into(),
        expires: store.now() + SignedDuration::from_hours(hours),
    };
    session::create(&store, "short", &until(1)).await.expect("saved");
    session::create(&store, "long", &until(5)).await.expect("saved");
    assert_eq!(session::load(&store, "long").await.expect("reads").expect("there").person, Some(mira.id()));
    assert!(session::load(&store, "neither").await.expect("reads").is_none());
    assert_eq!(session::list(&store, &mira).await.expect("reads").len(), 2);

    store.clock().advance(SignedDuration::from_hours(1));
    assert!(session::load(&store, "short").await.expect("reads").is_none(), "expired");
    assert_eq!(session::list(&store, &mira).await.expect("reads").len(), 1);
    job::forget_expired(&store).await.expect("forgotten");
    assert_eq!(session::count(&store).await.expect("reads"), 1);

    session::end(&store, &nadia, &session::key("long")).await.expect("runs");
    assert!(session::load(&store, "long").await.expect("reads").is_some(), "somebody else's stays");
    session::end(&store, &mira, &session::key("long")).await.expect("ended");
    assert!(session::load(&store, "long").await.expect("reads").is_none());
    session::update(&store, "long", &until(5)).await.expect("runs");
    assert!(session::load(&store, "long").await.expect("reads").is_none(), "what was ended stays ended");
}
