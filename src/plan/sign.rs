//! A plan is signed by both sides, and amended afterwards.

use super::{Amends, Contents, Draft, Goals, Plan, Refused, Seal, Signature, Signed, Signing, Words, differences};
use crate::{
    PersonId,
    person::NameRefused,
    review::{Both, Side},
};
use jiff::Timestamp;

impl Draft {
    /// What this side signed holds no more.
    pub(super) fn drop_signature(&mut self, side: Side) {
        if let Some(signature) = self.signatures.of_mut(side) {
            signature.void = true;
        }
    }
}

impl Plan {
    /// Signed by one side, who saw what has this seal; and if the other one signed the same, a version that holds. `shown` is what they saw, if
    /// that is known: it says what became otherwise.
    ///
    /// # Errors
    ///
    /// [`Refused::Outdated`], [`Refused::Already`], [`Refused::Obstacles`], [`Refused::NoAmendment`].
    pub fn sign(&self, signing: Signing, shown: Option<&Contents>, goals: &Goals) -> Result<Self, Refused> {
        let Some((draft, contents)) = self.draft.as_ref().zip(self.contents(goals)) else {
            let is_so = self.newest().is_some_and(|newest| newest.signings.own.seal == signing.seal);
            return Err(if is_so { Refused::Already } else { Refused::NoAmendment });
        };
        let seal = signing.seal;
        self.is_seen(seal, shown, &contents)?;
        if draft.holds(signing.side, seal) {
            return Err(Refused::Already);
        }
        let obstacles = self.obstacles(goals);
        if !obstacles.is_empty() {
            return Err(Refused::Obstacles(obstacles));
        }
        let other = draft.signatures.of(signing.side.other()).as_ref();
        match other.filter(|_| draft.holds(signing.side.other(), seal)).map(|other| other.signing) {
            Some(other) => Ok(self.complete(draft, contents, signing, other)),
            None => Ok(self.wait(draft.clone(), contents, signing)),
        }
    }

    /// Whether what is being written is what was seen.
    fn is_seen(&self, seal: Seal, shown: Option<&Contents>, now: &Contents) -> Result<(), Refused> {
        if seal == now.seal() {
            return Ok(());
        }
        Err(Refused::Outdated(self.with_seal(seal, shown).map_or(Vec::new(), |seen| differences(seen, now))))
    }

    fn complete(&self, draft: &Draft, contents: Contents, signing: Signing, other: Signing) -> Self {
        let signings = match signing.side {
            Side::Own => Both { own: signing, manager: other },
            Side::Manager => Both { own: other, manager: signing },
        };
        let mut plan = self.clone();
        plan.versions.push(Signed { contents, signings, amends: draft.amends.clone() });
        plan.draft = None;
        plan
    }

    fn wait(&self, mut draft: Draft, contents: Contents, signing: Signing) -> Self {
        // It signed something else: a goal changed since.
        draft.drop_signature(signing.side.other());
        *draft.signatures.of_mut(signing.side) = Some(Signature { signing, contents, void: false });
        Self { draft: Some(draft), ..self.clone() }
    }

    /// What has this seal, of all that is known.
    fn with_seal<'a>(&'a self, seal: Seal, shown: Option<&'a Contents>) -> Option<&'a Contents> {
        let signatures = self.draft.iter().flat_map(|draft| Side::BOTH.map(|side| draft.signatures.of(side)));
        let signed = signatures.flatten().map(|signature| &signature.contents);
        let versions = self.versions.iter().map(|version| &version.contents);
        shown.into_iter().chain(signed).chain(versions).find(|contents| contents.seal() == seal)
    }

    /// Written again, from what both signed last on.
    ///
    /// # Errors
    ///
    /// [`Refused::NotSigned`], [`Refused::Already`], [`Refused::NoReason`], [`Refused::Reason`].
    pub fn amend(&self, side: Side, by: PersonId, reason: &str, at: Timestamp) -> Result<Self, Refused> {
        let newest = self.newest().ok_or(Refused::NotSigned)?;
        if self.draft.is_some() {
            return Err(Refused::Already);
        }
        let reason = Words::new(reason).map_err(|why| match why {
            NameRefused::Empty => Refused::NoReason,
            NameRefused::ControlCharacters | NameRefused::TooLong { .. } => Refused::Reason,
        })?;
        let amends = Some(Amends { by, side, at, reason });
        let draft = Draft { parts: newest.contents.parts.clone(), amends, signatures: Both::default() };
        let mut plan = Self { draft: Some(draft), ..self.clone() };
        plan.turn();
        Ok(plan)
    }

    /// Without the amendment that is being written: what both signed stays as it is. Who gives it up saw what has this seal, so that nothing goes
    /// that the other side wrote meanwhile; `shown` is what they saw, if that is known.
    ///
    /// # Errors
    ///
    /// [`Refused::NotSigned`], [`Refused::NoAmendment`], [`Refused::Outdated`].
    pub fn give_up(&self, seal: Seal, shown: Option<&Contents>, goals: &Goals) -> Result<Self, Refused> {
        if self.versions.is_empty() {
            return Err(Refused::NotSigned);
        }
        self.is_seen(seal, shown, &self.contents(goals).ok_or(Refused::NoAmendment)?)?;
        let mut plan = Self { draft: None, ..self.clone() };
        plan.turn();
        Ok(plan)
    }

    /// The manager's side is somebody else from now on: what one side signed alone holds no more, since what the manager promised is now somebody else's.
    #[must_use]
    pub fn handed_over(&self) -> Self {
        let mut plan = self.clone();
        if let Some(draft) = &mut plan.draft {
            for side in Side::BOTH {
                draft.drop_signature(side);
            }
        }
        plan
    }
}
