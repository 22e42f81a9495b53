use super::*;
#[test]
fn org() {
    let bytes = std::fs::read("/work/shared/data/org.csv").unwrap();
    let table = read(&bytes, &How::default()).unwrap();
    println!("{} {:?} rows {} problems {}", table.encoding, table.separator, table.rows.len(), table.problems.len());
    for from in [TeamsFrom::Column, TeamsFrom::Line] {
        let mut office = office().teams_from(from);
        let start = std::time::Instant::now();
        let plan = office.plan_table(&table);
        println!("took {:?}", start.elapsed());
        println!("{}", said(&plan.problems));
        println!(
            "added {} posts {} teams {} warnings {}",
            plan.added.len(),
            plan.posts.len(),
            plan.teams_added.len(),
            plan.warnings.len()
        );
        for w in &plan.warnings {
            println!("{w}");
        }
        for j in &plan.joined {
            println!("{} {:?}", j.name, j.posts.iter().map(|p| (p.key.as_str(), p.main)).collect::<Vec<_>>());
        }
        for t in &plan.teams_added {
            println!(
                "{} [{:?}] lead {:?} parent {:?} people {}",
                t.name,
                t.label,
                t.lead.as_ref().map(Name::as_str),
                t.parent.as_ref().map(Name::as_str),
                t.people
            );
        }
        println!("{}", plan.fingerprint());
        plan.apply(&mut office.known);
        let again = office.plan_table(&table);
        println!(
            "again empty {} unchanged {} warnings {} posts {}",
            again.is_empty(),
            again.unchanged,
            again.warnings.len(),
            again.posts.len()
        );
        let text = crate::export::people(&office.known);
        let t2 = read(text.as_bytes(), &How::default()).unwrap();
        let mut o2 = super::office();
        let p = o2.plan_table(&t2);
        println!("{}", said(&p.problems));
        p.apply(&mut o2.known);
        println!("round {}", crate::export::people(&o2.known) == text);
        let p = office.plan_table(&t2);
        println!("same known: empty {} notes {}", p.is_empty(), p.posts.len());
        if from == TeamsFrom::Column {
            println!("{}", text.lines().take(12).collect::<Vec<_>>().join("\n"));
            println!("{}", crate::export::teams(&office.known));
        }
    }
}
#[test]
fn big() {
    let mut text = String::from("Employee #,Full name,Work email,Job title,Team,Location,Reports to\n");
    for n in 0..10_000u32 {
        let m = if n == 0 { String::new() } else { format!("E{}", (n - 1) / 8) };
        text += &format!("E{n},Person {n},p{n}@x.example,Engineer,team_{},Oslo,{m}\n", n / 8);
    }
    let table = read(text.as_bytes(), &How::default()).unwrap();
    for from in [TeamsFrom::Column, TeamsFrom::Line] {
        let mut office = office().teams_from(from).with_leavers();
        let start = std::time::Instant::now();
        let plan = office.plan_table(&table);
        println!("{from:?} first {:?}", start.elapsed());
        let start = std::time::Instant::now();
        plan.fingerprint();
        println!("fingerprint {:?}", start.elapsed());
        plan.apply(&mut office.known);
        let start = std::time::Instant::now();
        let again = office.plan_table(&table);
        println!("again {:?} {}", start.elapsed(), again.is_empty());
        let start = std::time::Instant::now();
        let text = crate::export::people(&office.known);
        println!("export {:?} {}", start.elapsed(), text.len());
        crate::export::teams(&office.known);
    }
    // A chain
    let mut text = String::from("Employee #,Full name,Work email,Reports to\n");
    for n in 0..10_000u32 {
        let m = if n == 0 { String::new() } else { format!("E{}", n - 1) };
        text += &format!("E{n},Same,,{m}\n");
    }
    let table = read(text.as_bytes(), &How::default()).unwrap();
    let mut office = office().with_leavers();
    let start = std::time::Instant::now();
    let plan = office.plan_table(&table);
    println!("same name {:?} {}", start.elapsed(), said(&plan.problems));
    let text = text.replace("Same", "Same x");
    let mut n = 0;
    let text: String = text
        .lines()
        .map(|l| {
            n += 1;
            l.replace("Same x", &format!("Same {n}")) + "\n"
        })
        .collect();
    let table = read(text.as_bytes(), &How::default()).unwrap();
    let start = std::time::Instant::now();
    let plan = office.plan_table(&table);
    println!("chain {:?} {} {}", start.elapsed(), said(&plan.problems), plan.teams.len());
    plan.apply(&mut office.known);
    let table = read(b"ID,Name\nE0,Same 2\n", &How::default()).unwrap();
    let start = std::time::Instant::now();
    let plan = office.plan_table(&table);
    println!("all leave {:?} {} {}", start.elapsed(), plan.left.len(), said(&plan.problems));
    for w in plan.warnings {
        println!("{w}");
    }
}
